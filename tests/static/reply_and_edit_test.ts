import type { Client } from "../../lib/client/types.ts";
import type { Message } from "../../lib/protocol/model.ts";
import type { ServerEvent } from "../../lib/protocol/server_events.ts";
import type { ActionContext } from "../../static/src/actions/context.ts";
import { ClientSession } from "../../static/src/actions/client_session.ts";
import { Autocomplete } from "../../static/src/actions/autocomplete.ts";
import { emojiActions } from "../../static/src/actions/emoji.ts";
import { createReplyAndEdit } from "../../static/src/actions/reply_and_edit.ts";
import { TypingNotifier } from "../../static/src/actions/typing_notifier.ts";
import { composerActions } from "../../static/src/actions/composer.ts";
import { ApiError } from "../../static/src/net/api/request.ts";
import { isReloadLossy } from "../../static/src/state/selectors.ts";
import { initialState } from "../../static/src/state/state.ts";
import { createStore } from "../../static/src/state/store.ts";
import { startPersistingReplies } from "../../static/src/effects/persist_reply.ts";
import { createLocalStore } from "../../static/src/browser/local_storage.ts";
import { german } from "../../static/src/i18n/de/german.ts";
import { setLanguage } from "../../static/src/i18n/index.ts";
import type { Actions } from "../../static/src/actions/types.ts";
import { composerStatus } from "../../static/src/views/room/composer/composer_status.ts";
import { assertEquals, assertStringIncludes } from "../helpers/assert.ts";
import { ANA, messageOf, roomOf } from "./server_model.ts";

/** Ana writes in a room; what reaches the server is written down. */
function desk(messages: Message[] = []) {
  const sent: unknown[][] = [];
  const held = new Map<string, string>();
  const storage = {
    get length() {
      return held.size;
    },
    key: (at: number) => [...held.keys()][at] ?? null,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  } as Storage;
  const saved = createLocalStore({ localStorage: storage } as Window);
  const note = (name: string) => (...about: unknown[]) => void sent.push([name, ...about]);
  const store = createStore(initialState({ kind: "room", id: "a" }, 0));
  const api = {
    updateRoom: (room: string, changes: object) => {
      note("updateRoom")(room, changes);
      return Promise.reject(new ApiError("forbidden", "Only owners may."));
    },
    members: () => Promise.resolve({ items: [{ id: "bo", name: "Bo" }], next: undefined }),
    mute: (...about: unknown[]) => Promise.resolve(note("mute")(...about)),
  } as unknown as ActionContext["api"];
  const client = { send: note("send"), edit: note("edit"), typing: () => {} } as unknown as Client;
  const session = new ClientSession({ store, api, saved, connect: () => client });
  const context: ActionContext = {
    store,
    api,
    saved,
    session,
    router: { go: () => {} },
    applyPreferences: () => Promise.resolve(true),
  };
  const line = (line: ServerEvent) => store.dispatch({ type: "line", line });
  session.begin(ANA);
  store.dispatch({ type: "link", link: { kind: "online", account: ANA, rooms: [roomOf("a")] } });
  line({
    type: "joined",
    room: roomOf("a"),
    rev: messages.length,
    online: 1,
    reset: true,
    more: false,
    messages,
  });
  startPersistingReplies(context);
  const emoji = emojiActions(context);
  const autocomplete = new Autocomplete(context, emoji.loadEmoji);
  const edits = createReplyAndEdit(context);
  const typing = new TypingNotifier(context);
  const composer = composerActions(context, { emoji, autocomplete, edits, typing });
  const acts = { ...emoji, ...edits, ...composer };
  return {
    acts,
    sent,
    line,
    store,
    drafts: () => saved.drafts("ana"),
    saved,
    storage,
    write(key: string, text: string) {
      acts.draft(key, text);
      acts.send(key);
    },
    get text() {
      return store.state.drafts.a;
    },
    get remark() {
      return store.state.composer.remark?.text;
    },
  };
}

const mine = (seq: number, content: string, over: Partial<Message> = {}) =>
  messageOf(seq, seq, { room: "a", userId: "ana", name: "Ana", content, ...over });
const reply = { key: "k", seq: 1, userId: "bo", name: "Bo", content: "message 1", at: 0 };

/** Waits for what commands and emoji, which are loaded when they are used, do. */
async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error("It did not come to be so.");
    await new Promise((resolve) => setTimeout(resolve));
  }
}

Deno.test("a message calls those it names, and answers what it is about, once", () => {
  const { acts, sent, write, store } = desk([messageOf(1, 1, { room: "a" })]);
  acts.reply("a", reply);
  write("a", "yes @Bo");
  write("a", "and more");
  assertEquals(sent, [
    ["send", "a", "yes @Bo", { reply: 1, mentions: ["bo"] }],
    ["send", "a", "and more", { mentions: [] }],
  ]);
  assertEquals(store.state.composeTargets, {});
});

Deno.test("what was taken back is not answered any more, and what was written stays", () => {
  const bos = { room: "a", userId: "bo", name: "Bo" };
  const it = desk([messageOf(1, 1, bos), messageOf(2, 2, bos)]);
  it.acts.reply("a", reply);
  it.acts.reply("a/2", { ...reply, seq: 2 });
  it.acts.draft("a", "an answer");
  it.line(messageOf(1, 3, { ...bos, content: "", deleted: true }));
  assertEquals([it.text, Object.keys(it.store.state.composeTargets)], ["an answer", ["a/2"]]);
});

Deno.test("what was taken back while one was away is not answered any more either", () => {
  const bos = { room: "a", userId: "bo", name: "Bo" };
  const it = desk([messageOf(1, 1, bos), messageOf(2, 2, bos)]);
  it.acts.reply("a", reply);
  it.acts.reply("a/2", { ...reply, seq: 2 });
  it.line({
    type: "joined",
    room: roomOf("a", { rev: 3 }),
    rev: 3,
    online: 1,
    reset: false,
    more: false,
    messages: [messageOf(1, 3, { ...bos, content: "", deleted: true })],
  });
  assertEquals(Object.keys(it.store.state.composeTargets), ["a/2"]);
  assertEquals(Object.keys(it.saved.replies("ana")), ["a/2"]);
});

Deno.test("what one answers outlasts a reload with its draft, and no edit does", () => {
  const it = desk([messageOf(1, 1, { room: "a" }), mine(2, "teh")]);
  it.acts.reply("a", { ...reply, content: "long ".repeat(1_000) });
  it.acts.reply("a/1", reply);
  it.acts.draft("a", "an answer");
  it.acts.edit("a/2", { seq: 2, content: "teh" });
  const replies = it.saved.replies("ana");
  assertEquals(Object.keys(replies), ["a", "a/1"]);
  assertEquals(replies.a!.content.length, 300);
  it.store.dispatch({ type: "signedOut", reason: undefined });
  const kept = { drafts: it.drafts(), composeTargets: it.saved.replies("ana") };
  it.store.dispatch({ type: "signedIn", account: ANA, ...kept });
  it.store.dispatch({ type: "link", link: { kind: "online", account: ANA, rooms: [roomOf("a")] } });
  assertEquals([it.text, it.store.state.composeTargets], ["an answer", replies]);
  it.acts.send("a");
  it.acts.cancel("a/1");
  assertEquals(it.sent, [["send", "a", "an answer", { reply: 1, mentions: [] }]]);
  assertEquals(it.saved.replies("ana"), {});
});

Deno.test("what is kept of an answer is read only when it is whole", () => {
  const { saved, storage, acts } = desk();
  acts.reply("a", reply);
  const broken = ["{", "null", "7", "{}", '{"seq":"1","userId":"b","name":"B","content":""}'];
  broken.forEach((text, at) => storage.setItem(`parley/ana/reply/b/${at}`, text));
  const { key: _, at: __, ...about } = reply;
  assertEquals(saved.replies("ana"), { a: { kind: "reply", ...about } });
  assertEquals(saved.replies("bo"), {});
  saved.forget("ana");
  assertEquals(saved.replies("ana"), {});
});

Deno.test("of a draft that does not fit it is known that a reload loses it, and where", () => {
  const it = desk();
  const { setItem } = it.storage;
  const isLossy = (key: string) => isReloadLossy(it.store.state, key);
  it.acts.draft("a", "kept");
  it.storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  it.acts.draft("a", "kept no more");
  assertEquals(isLossy("a"), false);
  it.store.dispatch({ type: "link", link: { kind: "offline", retryAt: 0, attempt: 1 } });
  assertEquals([isLossy("a"), isLossy("a/1")], [true, false]);
  it.acts.draft("a", "");
  assertEquals(isLossy("a"), false);
  it.storage.setItem = setItem;
  it.acts.draft("a", "kept again");
  assertEquals([isLossy("a"), it.drafts()], [false, { a: "kept again" }]);
  const waiting = { id: "k", room: "b", content: "on its way", at: 0 };
  it.store.dispatch({ type: "outbox", pending: [{ ...waiting, persisted: false }] });
  assertEquals(isLossy("a"), true);
  it.store.dispatch({ type: "outbox", pending: [waiting] });
  assertEquals(isLossy("a"), false);
});

Deno.test("the line above the field warns of what a reload loses, in both languages", () => {
  const it = desk();
  const line = () => {
    const { rooms } = it.store.state;
    const node = composerStatus(it.store.state, rooms.a!, "a", { kind: "free" }, {} as Actions);
    return node &&
      {
        class: node.props.class,
        text: node.children.filter((child) => typeof child === "string").join(""),
      };
  };
  it.store.dispatch({
    type: "outbox",
    pending: [
      { id: "k", room: "a", content: "on its way", at: 0, persisted: false },
    ],
  });
  const warning = "Not kept on this device: do not reload until it is sent.";
  // It comes late, because most messages are sent before.
  assertEquals(line(), { class: "link later lossy", text: warning });
  it.store.dispatch({ type: "link", link: { kind: "offline", retryAt: 0, attempt: 1 } });
  const waits = `Offline. 1 message waits to be sent. ${warning} `;
  assertEquals(line(), { class: "link lossy", text: waits });
  setLanguage(german.strings);
  assertStringIncludes(
    line()!.text,
    "Nicht auf diesem Gerät gesichert: erst neu laden, wenn es gesendet ist.",
  );
  setLanguage();
  it.store.dispatch({ type: "outbox", pending: [] });
  assertEquals(line(), { class: "link", text: "Offline. " });
  it.store.dispatch({ type: "link", link: { kind: "online", account: ANA, rooms: [roomOf("a")] } });
  assertEquals(line(), undefined);
});

for (
  const [name, window] of [
    ["throws", {
      get localStorage(): Storage {
        throw new DOMException("denied", "SecurityError");
      },
    }],
    ["is null", { localStorage: null }],
  ] as const
) {
  Deno.test(`a browser whose storage ${name} keeps things as long as the page lives, and says so`, () => {
    const saved = createLocalStore(window as unknown as Window);
    assertEquals(saved.saveDraft("ana", "a", "half a sentence"), false);
    assertEquals(saved.drafts("ana"), { a: "half a sentence" });
    assertEquals(saved.saveDraft("ana", "a", ""), true);
    saved.saveSearches("ana", ["plan"]);
    assertEquals([saved.searches("ana"), saved.snapshot()], [["plan"], undefined]);
    saved.forget("ana");
    assertEquals([saved.searches("ana"), saved.outbox.keys()], [[], []]);
  });
}

Deno.test("a thread has a field of its own, whose messages belong to it", () => {
  const { acts, sent, write, store } = desk([messageOf(1, 1, { room: "a" })]);
  acts.draft("a", "in the room");
  acts.reply("a/1", reply);
  write("a/1", "in the thread");
  assertEquals(sent, [["send", "a", "in the thread", { reply: 1, thread: 1, mentions: [] }]]);
  assertEquals([store.state.drafts.a, store.state.drafts["a/1"]], ["in the room", ""]);
});

Deno.test("files go with what is said in their place, also without words, and not with an edit", () => {
  const { acts, sent, write, store } = desk([mine(1, "teh word")]);
  const attach = (key: string, id: string) => {
    const about = { name: id, kind: "other", size: 1, sent: 1, status: "done" } as const;
    const file = { id: `f${id}`, name: id, type: "text/plain", size: 1 };
    store.dispatch({ type: "attached", key, files: [{ ...about, id, file }] });
    return file;
  };
  const [first, second] = [attach("a", "1"), attach("a/1", "2")];
  acts.edit("a", { seq: 1, content: "teh word" });
  write("a", "the word");
  assertEquals(sent.splice(0), [["edit", "a", 1, "the word", []]]);
  write("a", " ");
  write("a", " ");
  write("a/1", "look");
  assertEquals(sent, [
    ["send", "a", "", { mentions: [], files: [first] }],
    ["send", "a", "look", { thread: 1, mentions: [], files: [second] }],
  ]);
  assertEquals(store.state.files.byKey, {});
});

Deno.test("an edit takes the field and gives it back, over a reload too", () => {
  const it = desk([mine(1, "teh word")]);
  it.acts.draft("a", "half a sentence");
  it.acts.edit("a", { seq: 1, content: "teh word" });
  assertEquals(it.text, "teh word");
  it.acts.draft("a", "the word");
  assertEquals(it.drafts(), { a: "half a sentence" });
  it.acts.send("a");
  assertEquals(it.sent, [["edit", "a", 1, "the word", []]]);
  assertEquals([it.text, it.store.state.composeTargets], ["half a sentence", {}]);
});

Deno.test("an edit that says the same is not sent, and one can stop editing", () => {
  const it = desk([mine(1, "a word")]);
  it.acts.edit("a", { seq: 1, content: "a word" });
  it.acts.send("a");
  it.acts.edit("a", { seq: 1, content: "a word" });
  it.acts.draft("a", "other words");
  it.acts.cancel("a");
  assertEquals([it.sent, it.text, it.store.state.composeTargets], [[], "", {}]);
});

Deno.test("an edit goes on to call the one whom its message calls, of two with one name", () => {
  const it = desk([
    messageOf(1, 1, { room: "a", userId: "bo", name: "Bo" }),
    messageOf(2, 2, { room: "a", userId: "other", name: "Bo" }),
    mine(3, "teh end, @Bo", { mentions: ["other"] }),
  ]);
  it.acts.edit("a", { seq: 3, content: "teh end, @Bo" });
  it.write("a", "the end, @Bo");
  assertEquals(it.sent, [["edit", "a", 3, "the end, @Bo", ["other"]]]);
});

Deno.test("an edit that leaves a message without words without words does not offer to delete it", () => {
  const it = desk([mine(1, "")]);
  it.acts.edit("a", { seq: 1, content: "" });
  it.acts.send("a");
  assertEquals([it.sent, it.store.state.dialog, it.store.state.composeTargets], [
    [],
    undefined,
    {},
  ]);
});

Deno.test("an edit that says nothing offers to delete the message", () => {
  const it = desk([mine(1, "a word")]);
  it.acts.edit("a", { seq: 1, content: "a word" });
  it.write("a", "  ");
  const deed = { kind: "delete", room: "a", seq: 1, mine: true };
  assertEquals([it.sent, it.store.state.dialog], [[], { kind: "confirm", confirmation: deed }]);
});

Deno.test("an edit that is refused comes back with what was wrong", () => {
  const it = desk([mine(1, "a word")]);
  it.acts.edit("a", { seq: 1, content: "a word" });
  it.write("a", "another word");
  it.acts.draft("a", "meanwhile");
  it.line({ type: "error", code: "forbidden", message: "Too late.", ref: "edit-1", room: "a" });
  assertEquals([it.text, it.remark], ["another word", "Your changes were not saved. Too late."]);
  assertEquals(it.store.state.composeTargets.a, { kind: "edit", seq: 1, draft: "meanwhile" });
  it.acts.cancel("a");
  assertEquals([it.text, it.remark], ["meanwhile", undefined]);
});

Deno.test("an edit without a connection stays in the field", () => {
  const it = desk([mine(1, "a word")]);
  it.acts.edit("a", { seq: 1, content: "a word" });
  it.store.dispatch({ type: "link", link: { kind: "offline", retryAt: 0, attempt: 1 } });
  it.write("a", "another");
  assertEquals([it.sent, it.text, it.store.state.composeTargets.a?.kind], [[], "another", "edit"]);
});

Deno.test("editLast() takes one's own last message of the room, or of the thread", () => {
  const it = desk([
    mine(1, "first"),
    mine(2, "in the thread", { thread: 1 }),
    mine(3, "taken back", { deleted: true }),
    messageOf(4, 4, { room: "a" }),
  ]);
  assertEquals([it.acts.editLast("a"), it.text], [true, "first"]);
  assertEquals([it.acts.editLast("a/1"), it.store.state.drafts["a/1"]], [true, "in the thread"]);
  assertEquals(it.acts.editLast("a/4"), false);
  const waiting = { id: "k", room: "a", content: "on its way", at: 0 };
  it.store.dispatch({ type: "outbox", pending: [waiting] });
  assertEquals(it.acts.editLast("a"), false);
});

Deno.test("a command that does not exist sends nothing and stays, with a word about it", async () => {
  const it = desk();
  it.write("a", "/dance now");
  await until(() => it.remark !== undefined);
  assertEquals([it.sent, it.text], [[], "/dance now"]);
  assertEquals(it.remark, "There is no command /dance. Write /help to see all.");
  it.acts.draft("a", "/dance no");
  assertEquals(it.remark, undefined);
});

Deno.test("what the server refuses is told, and what was written stays", async () => {
  const it = desk();
  it.write("a", "/topic Drawings");
  await until(() => it.store.state.toast !== undefined);
  assertEquals(it.sent, [["updateRoom", "a", { topic: "Drawings" }]]);
  assertEquals([it.store.state.toast?.text, it.text], ["Only owners may.", "/topic Drawings"]);
  it.write("a", "/invite");
  await until(() => it.remark !== undefined);
  assertEquals([it.store.state.dialog, it.remark], [undefined, "You may not use /invite here."]);
});

Deno.test("commands mute, shrug and act; two slashes are one that is said", async () => {
  const it = desk();
  it.write("a", "/mute @bo 10");
  await until(() => it.sent.length === 1 && it.text === "");
  it.write("a", "/mute Nobody");
  await until(() => it.remark !== undefined);
  assertEquals(it.remark, "Nobody here is called Nobody.");
  it.write("a", "/shrug who knows");
  await until(() => it.sent.length === 2 && it.text === "");
  it.write("a", "/me waves");
  await until(() => it.sent.length === 3 && it.text === "");
  it.write("a", "//topic is a command");
  it.write("a", "/etc/hosts is a file");
  assertEquals(it.sent.map(([name, , ...rest]) => [name, ...rest.slice(0, 2)]), [
    ["mute", "bo", 10],
    ["send", "who knows ¯\\_(ツ)_/¯", { mentions: [] }],
    ["send", "_waves_", { mentions: [] }],
    ["send", "/topic is a command", { mentions: [] }],
    ["send", "/etc/hosts is a file", { mentions: [] }],
  ]);
});

Deno.test("names of emoji are sent as emoji, which are loaded for it", async () => {
  const it = desk();
  it.write("a", "well done :tada:");
  await until(() => it.sent.length > 0);
  assertEquals(it.sent, [["send", "a", "well done 🎉", { mentions: [] }]]);
  assertEquals(it.text, "");
});

Deno.test("a device that is signed out keeps no draft, no search and nothing unsent, but its looks", () => {
  const items = new Map<string, string>();
  const storage = {
    get length() {
      return items.size;
    },
    key: (at: number) => [...items.keys()][at] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as unknown as Storage;
  const saved = createLocalStore({ localStorage: storage } as Window);
  for (const account of ["ana", "bo"]) {
    saved.saveDraft(account, "lobby", "a secret plan");
    saved.saveSearches(account, ["secret"]);
    storage.setItem(`parley:outbox:${account}:m1`, "{}");
  }
  storage.setItem("parley/snapshot", "{}");
  storage.setItem("parley/prefs", "{}");
  saved.forgetAccounts();
  assertEquals([...items.keys()], ["parley/prefs"]);
});
