import { assertEquals, assertStrictEquals } from "../helpers/assert.ts";
import {
  rejectReason,
  remainingSlots,
  type UploadLimits,
} from "../../static/src/state/upload_limits.ts";
import {
  attachedTo,
  type Attachment,
  type AttachmentChange,
  attachmentKey,
  sentFiles,
  uploadState,
} from "../../static/src/state/attachments.ts";
import { imagesAround } from "../../static/src/state/lightbox.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { timelineItems, type TimelineMessage } from "../../static/src/state/timeline.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { t } from "../../static/src/i18n/index.ts";
import { formatBytes } from "../../static/src/i18n/format/formatters.ts";
import { ANA, messageOf, roomOf } from "./server_model.ts";

const MB = 2 ** 20;
const ALLOWED: UploadLimits = {
  size: 25 * MB,
  perMessage: 3,
  quota: 100 * MB,
  used: 80 * MB,
  kinds: ["picture", "other"],
};

const file = (id: string, over: Partial<Attachment> = {}): Attachment => ({
  id,
  name: `${id}.txt`,
  kind: "other",
  size: 10,
  sent: 0,
  status: "waiting",
  ...over,
});
const sent = (id: string, type = "image/png") => ({
  id,
  name: id,
  type,
  size: 9,
  width: 3,
  height: 2,
});

function after(...actions: AttachmentChange[]): State {
  return actions.reduce<State>(reduce, initialState({ kind: "home" }, 0));
}
const attach = (key: string, ...files: Attachment[]): AttachmentChange => ({
  type: "attached",
  key,
  files,
});
const become = (id: string, change: Partial<Attachment>): AttachmentChange => ({
  type: "attachment",
  id,
  change,
});

Deno.test("files stand in order under the key of what is written, and others stay as they were", () => {
  const state = after(attach("a", file("1")), attach("a/7", file("2")), attach("a", file("3")));
  assertEquals(attachedTo(state, "a").map(({ id }) => id), ["1", "3"]);
  assertEquals(attachedTo(state, "a/7").map(({ id }) => id), ["2"]);
  assertEquals(attachedTo(state, "b"), []);
  assertEquals([attachmentKey(state.files, "2"), attachmentKey(state.files, "x")], [
    "a/7",
    undefined,
  ]);
  const next = reduce(state, become("2", { status: "going", sent: 5 }));
  assertStrictEquals(attachedTo(next, "a"), attachedTo(state, "a"));
  assertEquals(attachedTo(next, "a/7")[0]!.sent, 5);
});

Deno.test("what happens to a file that is no longer there changes nothing", () => {
  const state = after(attach("a", file("1")), { type: "detached", ids: ["1"] });
  assertEquals(state.files.byKey, {});
  assertStrictEquals(reduce(state, become("1", { status: "done" })), state);
  assertStrictEquals(reduce(state, { type: "detached", ids: ["1"] }).files, state.files);
});

Deno.test("a message is ready when all its files are, and not while one has failed", () => {
  const stand = (...all: Attachment["status"][]) =>
    uploadState(all.map((status, at) => file(String(at), { status })));
  assertEquals(stand(), "none");
  assertEquals(stand("done", "done"), "ready");
  for (const status of ["waiting", "going", "stalled"] as const) {
    assertEquals(stand("done", status), "going");
    assertEquals(stand("failed", status), "failed");
  }
});

Deno.test("a message that is to go later waits for its author again when a file fails or none is left", () => {
  const start = after(attach("a", file("1"), file("2")), {
    type: "sendLater",
    key: "a",
    on: true,
  });
  assertEquals(start.files.sendWhenReady, { a: true });
  assertEquals(reduce(start, become("1", { status: "failed" })).files.sendWhenReady, {});
  assertEquals(reduce(start, { type: "detached", ids: ["1"] }).files.sendWhenReady, { a: true });
  assertEquals(reduce(start, { type: "detached", ids: ["1", "2"] }).files.sendWhenReady, {});
  assertEquals(reduce(start, { type: "sendLater", key: "a", on: false }).files.sendWhenReady, {});
});

Deno.test("nothing of files is left for the next one who signs in", () => {
  const state = after(attach("a", file("1")), { type: "heldOver", key: "a" });
  assertEquals(reduce(state, { type: "signedOut", reason: undefined }).files.byKey, {});
});

Deno.test("what the server made of files is sent in their order", () => {
  const list = ["1", "2"].map((id) => file(id, { status: "done", file: sent(`f${id}`) }));
  assertEquals(sentFiles(list).map(({ id }) => id), ["f1", "f2"]);
});

Deno.test("what the server would refuse is known before it is tried", () => {
  const why = (size: number, type = "", others = 0) =>
    rejectReason({ size, type }, ALLOWED, others);
  assertEquals(why(10, "image/png"), undefined);
  assertEquals(why(0), "empty");
  assertEquals(why(25 * MB + 1), "size");
  assertEquals(why(10, "video/mp4"), "kind");
  // A phone's picture becomes an ordinary one, and what nobody can name is left to the server.
  assertEquals([why(10, "image/heic"), why(10, "")], [undefined, undefined]);
  assertEquals([why(20 * MB), why(20 * MB, "", 1)], [undefined, "quota"]);
  assertEquals(rejectReason({ size: 2 ** 40, type: "video/mp4" }, undefined), undefined);
  assertEquals([remainingSlots([], ALLOWED), remainingSlots([file("1"), file("2")], ALLOWED)], [
    3,
    1,
  ]);
  assertEquals(remainingSlots([1, 2, 3, 4].map((id) => file(`${id}`)), ALLOWED), 0);
});

Deno.test("a pending message shows its files, and the stored one what the server says of them", () => {
  const own = {
    ...reduce(initialState({ kind: "home" }, 0), { type: "rooms", rooms: [roomOf("a")] }).rooms.a!,
    window: {
      messages: [messageOf(1, 1, { room: "a", content: "", files: [sent("f1")] })],
      hasOlder: false,
      missedRev: 1,
    },
  };
  const pending = { id: "p", room: "a", content: "", files: [sent("f2")], at: 5 };
  const made = timelineItems(own as never, [pending], { me: ANA, blocked: [], revealed: {} });
  const said = made.flatMap((row) => row.kind === "message" ? row.message : []);
  assertEquals(said.map(({ files }) => files?.map(({ id }) => id)), [["f1"], ["f2"]]);
});

Deno.test("one looks through the pictures of the open room, or those of a message beside it", () => {
  const state = [
    { type: "signedIn", account: ANA, drafts: {} },
    { type: "rooms", rooms: [roomOf("a")] },
    { type: "went", route: { kind: "room", id: "a" } },
    {
      type: "page",
      room: "a",
      page: {
        messages: [
          messageOf(1, 1, { room: "a", files: [sent("f1"), sent("f2", "audio/mpeg")] }),
          messageOf(2, 2, { room: "a" }),
          messageOf(3, 3, { room: "a", files: [sent("f3")], deleted: true }),
          messageOf(4, 4, { room: "a", files: [sent("f4")] }),
        ],
        more: false,
        rev: 4,
      },
    },
  ].reduce((state, action) => reduce(state, action as never), initialState({ kind: "home" }, 0));
  const from: TimelineMessage = {
    key: "k",
    userId: "bo",
    name: "Bo",
    content: "",
    at: 1,
    files: [sent("x")],
  };
  const around = (id: string) => imagesAround(state, from, id).map(({ picture }) => picture.id);
  assertEquals(around("f4"), ["f1", "f4"]);
  assertEquals(around("x"), ["x"]);
});

Deno.test("files are summed up in a few words", () => {
  const { summary } = t.files;
  assertEquals(summary([]), "");
  assertEquals(summary([sent("a.png")]), "Picture");
  assertEquals(summary([sent("a.png"), sent("b.png")]), "2 pictures");
  assertEquals(summary([sent("notes.pdf", "application/pdf")]), "notes.pdf");
  assertEquals(summary([sent("a.png"), sent("b"), sent("c", "audio/mpeg")]), "3 files");
  assertEquals([0, 999, 1_000, 1_536, 25 * MB, 2 ** 33].map(formatBytes), [
    "0 bytes",
    "999 bytes",
    "0.977 kB",
    "1.5 kB",
    "25 MB",
    "8 GB",
  ]);
});
