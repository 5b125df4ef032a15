import { assertFinds, type SearchContractTest, wholePhrases } from "../search.ts";
import {
  createGuests,
  createRoomWith,
  messageInput,
  MINUTE_MS,
  POSTED_AT,
} from "../store/fixtures.ts";

/** Rooms, authors, times and features. */
export function filters(test: SearchContractTest): void {
  test("search() looks into the rooms that it is given, and no other", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    for (const room of ["den", "d-e-n", "attic"]) await createRoomWith(store, room, "ann");
    for (const room of ["den", "d-e-n", "attic", "lobby"]) {
      await store.appendMessage(messageInput("ann", room, `secret of ${room}`, room));
    }
    const all = wholePhrases("secret");
    await assertFinds(opened, { all, rooms: ["den"] }, ["secret of den"]);
    await assertFinds(opened, { all, rooms: ["attic", "d-e-n"] }, [
      "secret of attic",
      "secret of d-e-n",
    ]);
    await assertFinds(opened, { rooms: ["attic"] }, ["secret of attic"]);
    await assertFinds(opened, { all, rooms: [] }, []);
    await assertFinds(opened, { all, rooms: ["nowhere"] }, []);
  });

  test("search() looks into many rooms as into few", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    const rooms = Array.from({ length: 150 }, (_, i) => `room-${i}`);
    await Promise.all(rooms.map((room) => createRoomWith(store, room, "ann")));
    await Promise.all(
      rooms.map((room) => store.appendMessage(messageInput("ann", room, room, room))),
    );
    const some = rooms.filter((_, i) => i % 2 === 0);
    const all = wholePhrases("room");
    await assertFinds(opened, { all, rooms: some, limit: 150 }, some.toReversed());
    await assertFinds(opened, { rooms: some, limit: 150 }, some.toReversed());
    await assertFinds(opened, { rooms: some, none: wholePhrases("148"), limit: 1 }, ["room-146"]);
  });

  test("search() finds what any of some authors wrote", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann", "bob", "cy");
    for (const author of ["ann", "bob", "cy"]) {
      await store.appendMessage(messageInput(author, "m1", `hello from ${author}`));
    }
    const all = wholePhrases("hello");
    await assertFinds(opened, { all, authors: ["bob"] }, ["hello from bob"]);
    await assertFinds(opened, { all, authors: ["cy", "ann"] }, ["hello from cy", "hello from ann"]);
    await assertFinds(opened, { authors: ["cy"] }, ["hello from cy"]);
    await assertFinds(opened, { all, authors: [] }, []);
  });

  test("search() keeps to a time, also where clocks went back", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    const minutes = [0, 10, 20, 5, 30];
    for (const minute of minutes) {
      const at = POSTED_AT + minute * MINUTE_MS;
      await store.appendMessage({ ...messageInput("ann", `m${minute}`, `at ${minute}`), at });
    }
    const all = wholePhrases("at");
    await assertFinds(opened, { all, before: POSTED_AT + 10 * MINUTE_MS }, ["at 5", "at 0"]);
    await assertFinds(opened, { all, after: POSTED_AT + 20 * MINUTE_MS }, ["at 30", "at 20"]);
    await assertFinds(opened, {
      all,
      after: POSTED_AT + MINUTE_MS,
      before: POSTED_AT + 20 * MINUTE_MS,
    }, ["at 5", "at 10"]);
    await assertFinds(opened, { all, after: POSTED_AT + 31 * MINUTE_MS }, []);
    await assertFinds(opened, { all, before: POSTED_AT }, []);
  });

  test("search() finds links and code", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    const [link, code] = ["see HTTPS://example.org/a", "run `deno task ok`"];
    for (const content of [link, code, "http:// and ` alone", "plain"]) {
      await store.appendMessage(messageInput("ann", content.slice(0, 3), content));
    }
    await assertFinds(opened, { has: ["link"] }, [link]);
    await assertFinds(opened, { has: ["code"] }, [code]);
    await assertFinds(opened, { has: ["link", "code"] }, []);
    await assertFinds(opened, { has: ["link"], all: wholePhrases("hlink") }, []);
  });

  test("search() finds files, pictures among them, and the words of their names", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    for (const [id, type] of [["sea view", "image/png"], ["notes", "application/zip"]] as const) {
      const upload = { id, account: "ann", name: id, claimed: "", length: 1, expiresAt: POSTED_AT };
      await store.createUpload(upload, 9);
      await store.finishUpload(id, { name: id, type, size: 1, blob: id }, POSTED_AT);
      await store.appendMessage({ ...messageInput("ann", `m ${id}`, `here: ${id}`), files: [id] });
    }
    await store.appendMessage(messageInput("ann", "m3", "no file here"));
    await assertFinds(opened, { has: ["file"] }, ["here: notes", "here: sea view"]);
    await assertFinds(opened, { has: ["picture"] }, ["here: sea view"]);
    await assertFinds(opened, { has: ["picture"], all: wholePhrases("notes") }, []);
    await store.editMessage("lobby", 1, { content: "other", mentions: [], at: POSTED_AT });
    await assertFinds(opened, { all: wholePhrases("view") }, ["other"]);
    await store.deleteMessage("lobby", 1, POSTED_AT);
    await assertFinds(opened, { has: ["picture"] }, []);
  });
}
