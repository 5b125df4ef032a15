import type { Deeds } from "./batch.ts";
import {
  claimAccount,
  createAccount,
  createGuest,
  deleteAccount,
  markSeen,
  renameAccount,
  setAccountRole,
  setDisabled,
} from "./deeds/accounts.ts";
import { audit } from "./deeds/audit.ts";
import { liftBan, muteMember } from "./deeds/bans.ts";
import { setBlock } from "./deeds/blocks.ts";
import { hideRoom, showRoom } from "./deeds/hidden_rooms.ts";
import { createInvite, revokeInvite, useInvite } from "./deeds/invites.ts";
import { deleteMessage } from "./deeds/deletions.ts";
import { deleteRoom, purgeRooms } from "./deeds/deleted_rooms.ts";
import { editMessage } from "./deeds/edits.ts";
import { createUpload, dropUpload, finishUpload, takeLooseBlobs } from "./deeds/files.ts";
import { readHistory, renewHistory } from "./deeds/histories.ts";
import { createLink, useLink } from "./deeds/links.ts";
import { addMember, removeMember, setMemberRole } from "./deeds/members.ts";
import { appendMessage } from "./deeds/messages.ts";
import { refreshPassword, setPassword } from "./deeds/passwords.ts";
import { pinMessage } from "./deeds/pins.ts";
import { react } from "./deeds/reactions.ts";
import { markRead, setLevel } from "./deeds/reads.ts";
import { addRefresh, useRefresh } from "./deeds/refresh.ts";
import { createRoom, updateRoom } from "./deeds/rooms.ts";
import { setSaved } from "./deeds/saved.ts";
import { createSession, endSession, endSessions, touchSession } from "./deeds/sessions.ts";
import { writeProbe, writeSetting } from "./deeds/settings.ts";
import { createFirstAdmin } from "./deeds/setup.ts";
import { sweep } from "./deeds/sweep.ts";

/** What the writing worker can do. */
export const writes = {
  createGuest,
  createAccount,
  createFirstAdmin,
  claimAccount,
  renameAccount,
  setAccountRole,
  setDisabled,
  deleteAccount,
  markSeen,
  setPassword,
  refreshPassword,
  setBlock,
  createSession,
  touchSession,
  endSession,
  endSessions,
  addRefresh,
  useRefresh,
  createLink,
  useLink,
  sweep,
  audit,
  writeSetting,
  createRoom,
  updateRoom,
  deleteRoom,
  purgeRooms,
  hideRoom,
  showRoom,
  addMember,
  removeMember,
  setMemberRole,
  liftBan,
  muteMember,
  createInvite,
  revokeInvite,
  useInvite,
  appendMessage,
  editMessage,
  deleteMessage,
  react,
  pinMessage,
  setSaved,
  markRead,
  setLevel,
  createUpload,
  finishUpload,
  dropUpload,
  takeLooseBlobs,
  readHistory,
  renewHistory,
  /** That the deed's transaction commits is the answer. */
  check: writeProbe,
} satisfies Deeds;

/**
 * What people do often and can do again a second later. What ends a session, moderates or clears away
 * is not among it, so that a flood does not hinder those who end it.
 */
export const sheddableWrites: ReadonlySet<keyof typeof writes> = new Set([
  "appendMessage",
  "editMessage",
  "react",
  "pinMessage",
  "setSaved",
  "markRead",
  "setLevel",
  "createUpload",
]);
