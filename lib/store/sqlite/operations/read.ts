import type { Operations } from "./batch.ts";
import { accountsDeletedSince } from "../statements/accounts.ts";
import { readAudit } from "../statements/accounts/audit.ts";
import { listBans } from "../statements/rooms/bans.ts";
import { listAllBlocks, listBlocks } from "../statements/accounts/blocks.ts";
import { listEdits } from "../statements/messages/edits.ts";
import { findEntry } from "../statements/messages/entries.ts";
import {
  findFile,
  findOrphanedBlobs,
  findOrphanedUploads,
  usedBytes,
} from "../statements/files/files.ts";
import { listHiddenRooms } from "../statements/rooms/hidden_rooms.ts";
import { readHistory } from "../statements/history_id.ts";
import { readChanges, readPage } from "../statements/messages/pages.ts";
import { findInvite, listInvites } from "../statements/rooms/invites.ts";
import { findOneTimeLink } from "../statements/accounts/one_time_links.ts";
import { listMembers } from "../statements/rooms/members.ts";
import { findCredentials } from "../statements/accounts/passwords.ts";
import {
  findAccount,
  findAccounts,
  hasAdmin,
  listAccounts,
} from "../statements/accounts/account_reads.ts";
import { listPins } from "../statements/messages/pins.ts";
import { listOwnReactions } from "../statements/messages/reactions.ts";
import {
  listParticipatedThreads,
  readStates,
  threadReadMarkers,
} from "../statements/reading/read_markers.ts";
import { listRooms } from "../statements/rooms/rooms.ts";
import { bookmarkedSeqs, listBookmarks } from "../statements/reading/bookmarks.ts";
import {
  activeSessions,
  findSession,
  findSessionById,
  listSessions,
  sessionsRevision,
} from "../statements/accounts/sessions.ts";
import { readSettings } from "../statements/accounts/settings.ts";
import { isSetupTokenUsed } from "../statements/first_admin.ts";
import { readAfter, readAround } from "../statements/messages/pages_around.ts";
import { readThread } from "../statements/messages/threads.ts";
import type { Database } from "../driver/driver.ts";

/** What the reading worker can do. */
export const readOperations = {
  findAccount,
  findAccounts,
  listAccounts,
  hasAdmin,
  findCredentials,
  listBlocks,
  listAllBlocks,
  findSession,
  findSessionById,
  listSessions,
  activeSessions,
  sessionsRevision,
  accountsDeletedSince,
  findOneTimeLink,
  isSetupTokenUsed,
  readAudit,
  readSettings,
  listRooms,
  listHiddenRooms,
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
  listBookmarks,
  bookmarkedSeqs,
  listOwnReactions,
  readStates,
  threadReadMarkers,
  listParticipatedThreads,
  findFile,
  usedBytes,
  findOrphanedUploads,
  findOrphanedBlobs,
  check(db: Database): void {
    db.prepare("SELECT 1 FROM rooms").get();
  },
} satisfies Operations;

/** What fills a page. None of it is read after a write of the same request, which would then be half done. */
export const sheddableReads: ReadonlySet<keyof typeof readOperations> = new Set([
  "findEntry",
  "readPage",
  "readChanges",
  "readAround",
  "readAfter",
  "readThread",
  "listEdits",
  "listPins",
  "listBookmarks",
  "listMembers",
  "listAccounts",
]);
