import { createGuest, endSession } from "./accounts.ts";
import type { Deeds } from "./batch.ts";
import type { Database } from "./driver.ts";
import { appendMessage } from "./messages.ts";
import { addMember, createRoom, removeMember } from "./rooms.ts";

/** What the writing worker can do. */
export const writes = {
  createGuest,
  endSession,
  createRoom,
  addMember,
  removeMember,
  appendMessage,
  /** That the deed's transaction commits is the answer. */
  check(_db: Database): void {},
} satisfies Deeds;
