import { exactly, finds, type Test } from "../search.ts";
import { AT, guests, MINUTE, roomWith, say } from "../store/fixtures.ts";

/** Rooms, authors, times and features. */
export function narrowing(test: Test): void {
  test("search() looks into the rooms that it is given, and no other", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    for (const room of ["den", "d-e-n", "attic"]) await roomWith(store, room, "ann");
    for (const room of ["den", "d-e-n", "attic", "lobby"]) {
      await store.appendMessage(say("ann", room, `secret of ${room}`, room));
    }
    const all = exactly("secret");
    await finds(opened, { all, rooms: ["den"] }, ["secret of den"]);
    await finds(opened, { all, rooms: ["attic", "d-e-n"] }, ["secret of attic", "secret of d-e-n"]);
    await finds(opened, { rooms: ["attic"] }, ["secret of attic"]);
    await finds(opened, { all, rooms: [] }, []);
    await finds(opened, { all, rooms: ["nowhere"] }, []);
  });

  test("search() looks into many rooms as into few", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    const rooms = Array.from({ length: 150 }, (_, i) => `room-${i}`);
    await Promise.all(rooms.map((room) => roomWith(store, room, "ann")));
    await Promise.all(rooms.map((room) => store.appendMessage(say("ann", room, room, room))));
    const some = rooms.filter((_, i) => i % 2 === 0);
    const all = exactly("room");
    await finds(opened, { all, rooms: some, limit: 150 }, some.toReversed());
    await finds(opened, { rooms: some, limit: 150 }, some.toReversed());
    await finds(opened, { rooms: some, none: exactly("148"), limit: 1 }, ["room-146"]);
  });

  test("search() finds what any of some authors wrote", async (opened) => {
    const { store } = opened;
    await guests(store, "ann", "bob", "cy");
    for (const author of ["ann", "bob", "cy"]) {
      await store.appendMessage(say(author, "m1", `hello from ${author}`));
    }
    const all = exactly("hello");
    await finds(opened, { all, authors: ["bob"] }, ["hello from bob"]);
    await finds(opened, { all, authors: ["cy", "ann"] }, ["hello from cy", "hello from ann"]);
    await finds(opened, { authors: ["cy"] }, ["hello from cy"]);
    await finds(opened, { all, authors: [] }, []);
  });

  test("search() keeps to a time, also where clocks went back", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    const minutes = [0, 10, 20, 5, 30];
    for (const minute of minutes) {
      const at = AT + minute * MINUTE;
      await store.appendMessage({ ...say("ann", `m${minute}`, `at ${minute}`), at });
    }
    const all = exactly("at");
    await finds(opened, { all, before: AT + 10 * MINUTE }, ["at 5", "at 0"]);
    await finds(opened, { all, after: AT + 20 * MINUTE }, ["at 30", "at 20"]);
    await finds(opened, { all, after: AT + MINUTE, before: AT + 20 * MINUTE }, ["at 5", "at 10"]);
    await finds(opened, { all, after: AT + 31 * MINUTE }, []);
    await finds(opened, { all, before: AT }, []);
  });

  test("search() finds links and code", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    const [link, code] = ["see HTTPS://example.org/a", "run `deno task ok`"];
    for (const content of [link, code, "http:// and ` alone", "plain"]) {
      await store.appendMessage(say("ann", content.slice(0, 3), content));
    }
    await finds(opened, { has: ["link"] }, [link]);
    await finds(opened, { has: ["code"] }, [code]);
    await finds(opened, { has: ["link", "code"] }, []);
    await finds(opened, { has: ["link"], all: exactly("hlink") }, []);
  });

  test("search() finds files, pictures among them, and the words of their names", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    for (const [id, type] of [["sea view", "image/png"], ["notes", "application/zip"]] as const) {
      const upload = { id, account: "ann", name: id, claimed: "", length: 1, expiresAt: AT };
      await store.createUpload(upload, 9);
      await store.finishUpload(id, { name: id, type, size: 1, blob: id }, AT);
      await store.appendMessage({ ...say("ann", `m ${id}`, `here: ${id}`), files: [id] });
    }
    await store.appendMessage(say("ann", "m3", "no file here"));
    await finds(opened, { has: ["file"] }, ["here: notes", "here: sea view"]);
    await finds(opened, { has: ["picture"] }, ["here: sea view"]);
    await finds(opened, { has: ["picture"], all: exactly("notes") }, []);
    await store.editMessage("lobby", 1, { content: "other", mentions: [], at: AT });
    await finds(opened, { all: exactly("view") }, ["other"]);
    await store.deleteMessage("lobby", 1, AT);
    await finds(opened, { has: ["picture"] }, []);
  });
}
