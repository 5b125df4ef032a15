import type { Deeds } from "./batch.ts";
import { accountsDeletedSince } from "./deeds/accounts.ts";
import { readAudit } from "./deeds/audit.ts";
import { listBans } from "./deeds/bans.ts";
import { allBlocks, listBlocks } from "./deeds/blocks.ts";
import { listEdits } from "./deeds/edits.ts";
import { findEntry } from "./deeds/entries.ts";
import { findFile, strayBlobs, strayUploads, usedBytes } from "./deeds/files.ts";
import { hiddenRooms } from "./deeds/hidden_rooms.ts";
import { readHistory } from "./deeds/histories.ts";
import { readChanges, readPage } from "./deeds/history.ts";
import { findInvite, listInvites } from "./deeds/invites.ts";
import { findLink } from "./deeds/links.ts";
import { listMembers } from "./deeds/members.ts";
import { findCredentials } from "./deeds/passwords.ts";
import { findAccount, findAccounts, hasAdmin, listAccounts } from "./deeds/people.ts";
import { listPins } from "./deeds/pins.ts";
import { ownReactions } from "./deeds/reactions.ts";
import { readStates, threadReads, threadsWith } from "./deeds/reads.ts";
import { listRooms } from "./deeds/rooms.ts";
import { listSaved, savedIn } from "./deeds/saved.ts";
import {
  findSession,
  findSessionById,
  listSessions,
  livingSessions,
  sessionsRevision,
} from "./deeds/sessions.ts";
import { readSettings } from "./deeds/settings.ts";
import { isSetupTokenUsed } from "./deeds/setup.ts";
import { readAfter, readAround } from "./deeds/spans.ts";
import { readThread } from "./deeds/threads.ts";
import type { Database } from "./driver.ts";

/** What the reading worker can do. */
export const reads = {
  findAccount,
  findAccounts,
  listAccounts,
  hasAdmin,
  findCredentials,
  listBlocks,
  allBlocks,
  findSession,
  findSessionById,
  listSessions,
  livingSessions,
  sessionsRevision,
  accountsDeletedSince,
  findLink,
  isSetupTokenUsed,
  readAudit,
  readSettings,
  listRooms,
  hiddenRooms,
  listMembers,
  listBans,
  listInvites,
  findInvite,
  findEntry,
  readPage,
  readChanges,
  readHistory,
  readAround,
  readAfter,
  readThread,
  listEdits,
  listPins,
  listSaved,
  savedIn,
  ownReactions,
  readStates,
  threadReads,
  threadsWith,
  findFile,
  usedBytes,
  strayUploads,
  strayBlobs,
  check(db: Database): void {
    db.prepare("SELECT 1 FROM rooms").get();
  },
} satisfies Deeds;

/** What fills a page. None of it is read after a write of the same request, which would then be half done. */
export const sheddableReads: ReadonlySet<keyof typeof reads> = new Set([
  "findEntry",
  "readPage",
  "readChanges",
  "readAround",
  "readAfter",
  "readThread",
  "listEdits",
  "listPins",
  "listSaved",
  "listMembers",
  "listAccounts",
]);
