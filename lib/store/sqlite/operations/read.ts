import type { Deeds } from "./batch.ts";
import { accountsDeletedSince } from "../statements/accounts.ts";
import { readAudit } from "../statements/accounts/audit.ts";
import { listBans } from "../statements/rooms/bans.ts";
import { allBlocks, listBlocks } from "../statements/accounts/blocks.ts";
import { listEdits } from "../statements/messages/edits.ts";
import { findEntry } from "../statements/messages/entries.ts";
import { findFile, strayBlobs, strayUploads, usedBytes } from "../statements/files/files.ts";
import { hiddenRooms } from "../statements/rooms/hidden_rooms.ts";
import { readHistory } from "../statements/history_id.ts";
import { readChanges, readPage } from "../statements/messages/pages.ts";
import { findInvite, listInvites } from "../statements/rooms/invites.ts";
import { findLink } from "../statements/accounts/one_time_links.ts";
import { listMembers } from "../statements/rooms/members.ts";
import { findCredentials } from "../statements/accounts/passwords.ts";
import {
  findAccount,
  findAccounts,
  hasAdmin,
  listAccounts,
} from "../statements/accounts/account_reads.ts";
import { listPins } from "../statements/messages/pins.ts";
import { ownReactions } from "../statements/messages/reactions.ts";
import { readStates, threadReads, threadsWith } from "../statements/reading/read_markers.ts";
import { listRooms } from "../statements/rooms/rooms.ts";
import { listSaved, savedIn } from "../statements/reading/bookmarks.ts";
import {
  findSession,
  findSessionById,
  listSessions,
  livingSessions,
  sessionsRevision,
} from "../statements/accounts/sessions.ts";
import { readSettings } from "../statements/accounts/settings.ts";
import { isSetupTokenUsed } from "../statements/first_admin.ts";
import { readAfter, readAround } from "../statements/messages/pages_around.ts";
import { readThread } from "../statements/messages/threads.ts";
import type { Database } from "../driver/driver.ts";

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
