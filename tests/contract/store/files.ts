import type { FileMetadata, NewUpload, Store } from "../../../lib/store/store.ts";
import { assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  auditEntry,
  createGuests,
  LOBBY,
  logOf,
  messageInput,
  POSTED_AT,
  UNBOUNDED,
} from "./fixtures.ts";
import { edit, entryAt } from "./message_fixtures.ts";

const QUOTA = 1_000;

function announced(id: string, over: Partial<NewUpload> = {}): NewUpload {
  const claimed = "image/png";
  return {
    id,
    account: "ann",
    name: `${id}.png`,
    claimed,
    length: 100,
    expiresAt: POSTED_AT,
    ...over,
  };
}

function metadataOf(id: string, over: Partial<FileMetadata> = {}): FileMetadata {
  return { name: `${id}.png`, type: "image/png", size: 90, blob: `blob-${id}`, ...over };
}

/** Files of ann's, complete and not sent. */
async function complete(store: Store, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    await store.createUpload(announced(id), QUOTA);
    await store.finishUpload(id, metadataOf(id), POSTED_AT);
  }
}

function shown(id: string) {
  return { id, name: `${id}.png`, type: "image/png", size: 90 };
}

export function files(test: StoreContractTest): void {
  test("an upload is announced, completed and found again", async ({ store, reopen }) => {
    await createGuests(store, "ann");
    assertEquals(await store.createUpload(announced("f1"), QUOTA), "ok");
    assertEquals(await store.findFile("f1"), announced("f1"));
    const all = metadataOf("f1", { thumb: "thumb-f1", width: 4, height: 3, blur: "AAAA" });
    assertEquals(await store.finishUpload("f1", all, POSTED_AT + 1), true);
    const expected = { ...announced("f1"), expiresAt: POSTED_AT + 1, metadata: all };
    assertEquals(await store.findFile("f1"), expected);
    assertEquals(await store.findFile("f2"), undefined);
    assertEquals(await (await reopen()).findFile("f1"), expected);
  });

  test("a file is completed once, and only while it is there", async ({ store }) => {
    await createGuests(store, "ann");
    await complete(store, "f1");
    assertEquals(
      await store.finishUpload("f1", metadataOf("f1", { blob: "other" }), POSTED_AT),
      false,
    );
    assertEquals((await store.findFile("f1"))?.metadata?.blob, "blob-f1");
    assertEquals(await store.finishUpload("f2", metadataOf("f2"), POSTED_AT), false);
    assertEquals(await store.deletePendingUpload("f1"), true);
    assertEquals(await store.deletePendingUpload("f1"), false);
    assertEquals(await store.findFile("f1"), undefined);
  });

  test("a quota holds, for what was announced and what is there, also at once", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    const ids = Array.from({ length: 12 }, (_, n) => `f${n}`);
    const made = await Promise.all(ids.map((id) => store.createUpload(announced(id), QUOTA)));
    assertEquals(made.filter((one) => one === "ok").length, 10);
    assertEquals(await store.usedBytes("ann"), 1_000);
    await store.finishUpload("f0", metadataOf("f0"), POSTED_AT);
    assertEquals(await store.usedBytes("ann"), 990);
    assertEquals(await store.createUpload(announced("g1", { length: 11 }), QUOTA), "full");
    assertEquals(await store.createUpload(announced("g1", { length: 10 }), QUOTA), "ok");
    assertEquals(await store.createUpload(announced("g2", { account: "bob" }), QUOTA), "ok");
  });

  test("appendMessage() gives files to a message, in their order", async ({ store, reopen }) => {
    await createGuests(store, "ann");
    await complete(store, "f1", "f2");
    const message = { ...messageInput("ann", "m1", ""), files: ["f2", "f1"] };
    const stored = await store.appendMessage(message);
    const files = [shown("f2"), shown("f1")];
    assertEquals(stored.kind === "stored" && stored.files, files);
    assertEquals((await entryAt(store, 1)).files, files);
    assertEquals((await entryAt(await reopen(), 1)).files, files);
  });

  test("a message's file is in its room, and has no end", async ({ store }) => {
    await createGuests(store, "ann");
    await complete(store, "f1");
    await store.appendMessage({ ...messageInput("ann", "m1"), files: ["f1"] });
    const { expiresAt: _, ...rest } = announced("f1");
    assertEquals(await store.findFile("f1"), { ...rest, metadata: metadataOf("f1"), room: LOBBY });
    assertEquals(await store.deletePendingUpload("f1"), false);
    await store.sweep(POSTED_AT + 1_000_000);
    assertEquals((await entryAt(store, 1)).files, [shown("f1")]);
    assertEquals((await store.findFile("f1"))?.room, LOBBY);
  });

  test("a file that is not there, not complete, another's or sent before stores no message", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    await complete(store, "f1", "f2");
    await store.createUpload(announced("f3"), QUOTA);
    await store.appendMessage({ ...messageInput("ann", "m1"), files: ["f1"] });
    const attempts = [
      { ...messageInput("ann", "m2"), files: ["f1"] },
      { ...messageInput("ann", "m2"), files: ["f2", "f1"] },
      { ...messageInput("ann", "m2"), files: ["f3"] },
      { ...messageInput("ann", "m2"), files: ["f2", "f9"] },
      { ...messageInput("bob", "m2"), files: ["f2"] },
    ];
    for (const message of attempts) {
      assertEquals(await store.appendMessage(message), { kind: "no_file" });
    }
    assertEquals((await logOf(store)).length, 1);
    assertEquals((await store.findFile("f2"))?.room, undefined);
    assertEquals(
      (await store.appendMessage({ ...messageInput("ann", "m2"), files: ["f2"] })).kind,
      "stored",
    );
  });

  test("two messages at once cannot have one file", async ({ store }) => {
    await createGuests(store, "ann");
    await complete(store, "f1");
    const both = await Promise.all(["m1", "m2"].map((id) => {
      return store.appendMessage({ ...messageInput("ann", id), files: ["f1"] });
    }));
    assertEquals(both.map(({ kind }) => kind), ["stored", "no_file"]);
  });

  test("a message that is sent again is repeated with its files; with others it is a conflict", async ({ store }) => {
    await createGuests(store, "ann");
    await complete(store, "f1", "f2", "f3");
    const message = { ...messageInput("ann", "m1"), files: ["f1", "f2"] };
    await store.appendMessage(message);
    await store.editMessage(LOBBY, 1, edit("other"));
    const again = await store.appendMessage(message);
    assertEquals(again.kind === "repeated" && again.entry.files, [shown("f1"), shown("f2")]);
    for (const files of [undefined, [], ["f1"], ["f2", "f1"], ["f3"]]) {
      const other = { ...messageInput("ann", "m1"), ...(files ? { files } : {}) };
      assertEquals(await store.appendMessage(other), { kind: "conflict" });
    }
    assertEquals((await entryAt(store, 1)).files?.length, 2);
  });

  test("a deleted message has no files, and lets go of what no other file has", async ({ store }) => {
    await createGuests(store, "ann");
    await complete(store, "f1");
    await store.createUpload(announced("f2"), QUOTA);
    await store.finishUpload(
      "f2",
      metadataOf("f2", { blob: "blob-f1", thumb: "thumb" }),
      POSTED_AT,
    );
    await store.appendMessage({ ...messageInput("ann", "m1"), files: ["f1"] });
    await store.appendMessage({ ...messageInput("ann", "m2"), files: ["f2"] });
    assertEquals(await store.popUnreferencedBlobs(), []);
    await store.deleteMessage(LOBBY, 1, 5_000);
    assertEquals((await entryAt(store, 1)).files, undefined);
    assertEquals(await store.findFile("f1"), undefined);
    assertEquals(await store.popUnreferencedBlobs(), []);
    await store.deleteMessage(LOBBY, 2, 5_000);
    assertEquals((await store.popUnreferencedBlobs()).sort(), ["blob-f1", "thumb"]);
    assertEquals(await store.popUnreferencedBlobs(), []);
    assertEquals(await store.usedBytes("ann"), 0);
  });

  test("sweep() forgets what was never sent, complete or not, when its time is over", async ({ store }) => {
    await createGuests(store, "ann");
    await complete(store, "f1");
    await store.createUpload(announced("f2"), QUOTA);
    await store.createUpload(announced("f3", { expiresAt: POSTED_AT + 1 }), QUOTA);
    await store.sweep(POSTED_AT - 1);
    assertEquals((await store.findFile("f1"))?.metadata?.blob, "blob-f1");
    await store.sweep(POSTED_AT);
    const left = await Promise.all(["f1", "f2", "f3"].map((id) => store.findFile(id)));
    assertEquals(left.map((file) => file?.id), [undefined, undefined, "f3"]);
    assertEquals(await store.popUnreferencedBlobs(), ["blob-f1"]);
  });

  test("what is on a disk and in no entry is a stray", async ({ store }) => {
    await createGuests(store, "ann");
    await complete(store, "f1");
    await store.createUpload(announced("f2"), QUOTA);
    await store.finishUpload("f2", metadataOf("f2", { thumb: "thumb" }), POSTED_AT);
    await store.createUpload(announced("f3"), QUOTA);
    assertEquals(await store.findOrphanedUploads(["f1", "f3", "f9"]), ["f1", "f9"]);
    assertEquals(await store.findOrphanedBlobs(["blob-f1", "thumb", "blob-f9"]), ["blob-f9"]);
    assertEquals(await store.findOrphanedBlobs([]), []);
  });

  test("a deleted account leaves the files of its messages, and no others", async ({ store }) => {
    await createGuests(store, "ann");
    await complete(store, "f1", "f2");
    await store.createUpload(announced("f3"), QUOTA);
    await store.appendMessage({ ...messageInput("ann", "m1"), files: ["f1"] });
    await store.deleteAccount("ann", auditEntry("deleted"));
    assertEquals((await entryAt(store, 1)).files, [shown("f1")]);
    const left = await Promise.all(["f1", "f2", "f3"].map((id) => store.findFile(id)));
    assertEquals(left.map((file) => file?.id), ["f1", undefined, undefined]);
    assertEquals(await store.popUnreferencedBlobs(), ["blob-f2"]);
  });

  test("an answer to a message without words quotes the name of its file", async ({ store }) => {
    await createGuests(store, "ann");
    await complete(store, "f1");
    await store.appendMessage({ ...messageInput("ann", "m1", ""), files: ["f1"] });
    await store.appendMessage({ ...messageInput("ann", "m2"), reply: 1 });
    assertEquals((await entryAt(store, 2)).quote?.content, "f1.png");
    await store.deleteMessage(LOBBY, 1, 5_000);
    assertEquals((await entryAt(store, 2)).quote?.content, "");
    assertEquals((await store.readPage(LOBBY, UNBOUNDED)).entries.length, 2);
  });
}
