import type { Store } from "../../lib/store/store.ts";
import { accounts } from "./store/accounts.ts";
import { admins } from "./store/admins.ts";
import { edits } from "./store/edits.ts";
import { files } from "./store/files.ts";
import { noticeMerging } from "./store/notice_merging.ts";
import { guestMarks } from "./store/guest_marks.ts";
import { hiddenRooms } from "./store/hidden_rooms.ts";
import { historyId } from "./store/history_id.ts";
import { invites } from "./store/invites.ts";
import { lifecycle } from "./store/lifecycle.ts";
import { oneTimeLinks } from "./store/one_time_links.ts";
import { accountLists } from "./store/account_lists.ts";
import { messageLog } from "./store/message_log.ts";
import { members } from "./store/members.ts";
import { model } from "./store/model.ts";
import { moderation } from "./store/moderation.ts";
import { pins } from "./store/pins.ts";
import { reactions } from "./store/reactions.ts";
import { readMarkers } from "./store/read_markers.ts";
import { auditAndSettings } from "./store/audit_and_settings.ts";
import { refreshTokens } from "./store/refresh_tokens.ts";
import { replyPreviews } from "./store/reply_previews.ts";
import { sessionsRevision } from "./store/sessions_revision.ts";
import { rooms } from "./store/rooms.ts";
import { bookmarks } from "./store/bookmarks.ts";
import { sessions } from "./store/sessions.ts";
import { firstAdmin } from "./store/first_admin.ts";
import { pagesAround } from "./store/pages_around.ts";
import { threads } from "./store/threads.ts";
import { tombstones } from "./store/tombstones.ts";
import { unread } from "./store/unread.ts";

const PARTS = [
  accounts,
  admins,
  sessions,
  sessionsRevision,
  refreshTokens,
  oneTimeLinks,
  firstAdmin,
  accountLists,
  auditAndSettings,
  rooms,
  members,
  moderation,
  invites,
  messageLog,
  noticeMerging,
  guestMarks,
  tombstones,
  files,
  readMarkers,
  pagesAround,
  replyPreviews,
  threads,
  edits,
  reactions,
  pins,
  bookmarks,
  unread,
  hiddenRooms,
  historyId,
  lifecycle,
  model,
];

/** A store of its own for one test. */
export interface OpenedStore {
  store: Store;
  /** Closes the store and opens it again over the same data. */
  reopen(): Promise<Store>;
  /** Closes the store and removes its data. */
  dispose(): Promise<void>;
}

/** Registers one test of the contract. */
export type StoreContractTest = (
  title: string,
  run: (opened: OpenedStore) => Promise<void>,
) => void;

/** Holds an adapter to every guarantee of the port; `ignore` when it cannot run here. */
export function storeContract(
  name: string,
  open: () => Promise<OpenedStore>,
  ignore = false,
): void {
  const test: StoreContractTest = (title, run) =>
    Deno.test({
      name: `${name}: ${title}`,
      ignore,
      async fn() {
        const opened = await open();
        try {
          await run(opened);
        } finally {
          await opened.dispose();
        }
      },
    });
  for (const part of PARTS) part(test);
}
