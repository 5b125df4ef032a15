import type { Operations } from "./batch.ts";
import {
  claimAccount,
  createAccount,
  createGuest,
  deleteAccount,
  markSeen,
  renameAccount,
  setAccountRole,
  setDisabled,
} from "../statements/accounts.ts";
import { appendAudit } from "../statements/accounts/audit.ts";
import { liftBan, muteMember } from "../statements/rooms/bans.ts";
import { setBlock } from "../statements/accounts/blocks.ts";
import { hideRoom, unhideRoom } from "../statements/rooms/hidden_rooms.ts";
import { createInvite, revokeInvite, useInvite } from "../statements/rooms/invites.ts";
import { deleteMessage } from "../statements/messages/deletions.ts";
import { deleteRoom, purgeRooms } from "../statements/rooms/deleted_rooms.ts";
import { editMessage } from "../statements/messages/edits.ts";
import {
  createUpload,
  deletePendingUpload,
  finishUpload,
  popUnreferencedBlobs,
} from "../statements/files/files.ts";
import { readHistory, renewHistory } from "../statements/history_id.ts";
import { createOneTimeLink, redeemOneTimeLink } from "../statements/accounts/one_time_links.ts";
import { addMember, removeMember, setMemberRole } from "../statements/rooms/members.ts";
import { appendMessage } from "../statements/messages/append.ts";
import { rehashPassword, setPassword } from "../statements/accounts/passwords.ts";
import { pinMessage } from "../statements/messages/pins.ts";
import { react } from "../statements/messages/reactions.ts";
import { markRead, setNotificationLevel } from "../statements/reading/read_markers.ts";
import { addRefreshToken, rotateRefreshToken } from "../statements/accounts/refresh_tokens.ts";
import { createRoom, updateRoom } from "../statements/rooms/rooms.ts";
import { setBookmark } from "../statements/reading/bookmarks.ts";
import {
  createSession,
  endSession,
  endSessions,
  touchSession,
} from "../statements/accounts/sessions.ts";
import { writeProbe, writeSetting } from "../statements/accounts/settings.ts";
import { createFirstAdmin } from "../statements/first_admin.ts";
import { sweep } from "../statements/sweep.ts";

/** What the writing worker can do. */
export const writeOperations = {
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
  rehashPassword,
  setBlock,
  createSession,
  touchSession,
  endSession,
  endSessions,
  addRefreshToken,
  rotateRefreshToken,
  createOneTimeLink,
  redeemOneTimeLink,
  sweep,
  appendAudit,
  writeSetting,
  createRoom,
  updateRoom,
  deleteRoom,
  purgeRooms,
  hideRoom,
  unhideRoom,
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
  setBookmark,
  markRead,
  setNotificationLevel,
  createUpload,
  finishUpload,
  deletePendingUpload,
  popUnreferencedBlobs,
  readHistory,
  renewHistory,
  /** That the deed's transaction commits is the answer. */
  check: writeProbe,
} satisfies Operations;

/**
 * What people do often and can do again a second later. What ends a session, moderates or clears away
 * is not among it, so that a flood does not hinder those who end it.
 */
export const sheddableWrites: ReadonlySet<keyof typeof writeOperations> = new Set([
  "appendMessage",
  "editMessage",
  "react",
  "pinMessage",
  "setBookmark",
  "markRead",
  "setNotificationLevel",
  "createUpload",
]);
