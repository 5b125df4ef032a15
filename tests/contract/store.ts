import type { Store } from "../../lib/store/store.ts";
import { accounts } from "./store/accounts.ts";
import { admins } from "./store/admins.ts";
import { edits } from "./store/edits.ts";
import { files } from "./store/files.ts";
import { folding } from "./store/notice_merging.ts";
import { guestMarks } from "./store/guest_marks.ts";
import { hiddenRooms } from "./store/hidden_rooms.ts";
import { histories } from "./store/history_id.ts";
import { invites } from "./store/invites.ts";
import { lifecycle } from "./store/lifecycle.ts";
import { links } from "./store/one_time_links.ts";
import { lists } from "./store/account_lists.ts";
import { logging } from "./store/message_log.ts";
import { members } from "./store/members.ts";
import { model } from "./store/model.ts";
import { moderation } from "./store/moderation.ts";
import { pins } from "./store/pins.ts";
import { reactions } from "./store/reactions.ts";
import { reads } from "./store/read_markers.ts";
import { records } from "./store/audit_and_settings.ts";
import { refresh } from "./store/refresh_tokens.ts";
import { replies } from "./store/reply_previews.ts";
import { revision } from "./store/sessions_revision.ts";
import { rooms } from "./store/rooms.ts";
import { saved } from "./store/bookmarks.ts";
import { sessions } from "./store/sessions.ts";
import { setup } from "./store/first_admin.ts";
import { spans } from "./store/pages_around.ts";
import { threads } from "./store/threads.ts";
import { tombstones } from "./store/tombstones.ts";
import { unread } from "./store/unread.ts";

const PARTS = [
  accounts,
  admins,
  sessions,
  revision,
  refresh,
  links,
  setup,
  lists,
  records,
  rooms,
  members,
  moderation,
  invites,
  logging,
  folding,
  guestMarks,
  tombstones,
  files,
  reads,
  spans,
  replies,
  threads,
  edits,
  reactions,
  pins,
  saved,
  unread,
  hiddenRooms,
  histories,
  lifecycle,
  model,
];

/** A store of its own for one test. */
export interface Opened {
  store: Store;
  /** Closes the store and opens it again over the same data. */
  reopen(): Promise<Store>;
  /** Closes the store and removes its data. */
  dispose(): Promise<void>;
}

/** Registers one test of the contract. */
export type Test = (title: string, run: (opened: Opened) => Promise<void>) => void;

/** Holds an adapter to every guarantee of the port; `ignore` when it cannot run here. */
export function storeContract(name: string, open: () => Promise<Opened>, ignore = false): void {
  const test: Test = (title, run) =>
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
