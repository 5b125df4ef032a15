import { memoryStorage } from "../../../lib/client/storage_adapters.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { errorEvent, joined, ME, setup, stored } from "./client_fixture.ts";

type Ada = ReturnType<typeof setup>;

/** Goes online where the server has this history. */
function welcome(ada: Ada, history: string): Ada["socket"] {
  ada.client.open();
  ada.client.reconnectNow();
  ada.socket.accept();
  ada.socket.receive({ type: "welcome", account: ME, rooms: [], history });
  return ada.socket;
}

/** Joins the lobby at `rev`, in this history. */
function inLobby(ada: Ada, rev: number, history: string): Ada["socket"] {
  ada.client.join("lobby");
  const socket = welcome(ada, history);
  const [join] = socket.takeSent();
  socket.receive({ ...joined(join, { rev, reset: true }), history });
  return socket;
}

Deno.test("a join names the history that its position is of, not that of the server's welcome", () => {
  const ada = setup();
  inLobby(ada, 7, "first").disconnect();
  const second = welcome(ada, "second");
  const [join] = second.takeSent();
  assertEquals([join.since, join.history], [7, "first"]);
  second.receive({ ...joined(join, { rev: 3, reset: true }), history: "second" });
  second.disconnect();
  const [again] = welcome(ada, "second").takeSent();
  assertEquals([again.since, again.history], [3, "second"]);
});

Deno.test("welcome tells the history, and one that names none takes nothing back", () => {
  const ada = setup();
  welcome(ada, "first");
  assertEquals(ada.client.state, { kind: "online", account: ME, rooms: [], history: "first" });
  ada.socket.disconnect();
  ada.online();
  assertEquals(ada.client.state, { kind: "online", account: ME, rooms: [] });
});

Deno.test("a server that knows no history still says when a position is in its future", () => {
  const ada = setup();
  inLobby(ada, 7, "first").disconnect();
  const second = ada.online();
  second.receive(errorEvent("future_since", second.takeSent()[0]));
  const [join] = second.takeSent();
  assertEquals([join.type, join.since], ["join", undefined]);
});

Deno.test("a message that waits is sent to another history by its id, and answers nothing there", () => {
  for (const isReloaded of [false, true]) {
    const storage = memoryStorage();
    const first = setup({ storage });
    inLobby(first, 7, "first").disconnect();
    const ids = [
      first.client.send("lobby", "plain"),
      first.client.send("lobby", "reply", { reply: 7 }),
      first.client.send("lobby", "thread", { thread: 5, mentions: ["bob"] }),
    ];
    let ada = first;
    if (isReloaded) {
      first.client.close();
      ada = setup({ storage });
    }
    const socket = inLobby(ada, 3, "second");
    const sent = [];
    for (let heard = socket.takeSent(); heard.length > 0; heard = socket.takeSent()) {
      for (const frame of heard) {
        sent.push(frame);
        socket.receive(stored(frame, 3 + sent.length));
      }
    }
    const message = { type: "message", room: "lobby" };
    assertEquals(sent, [
      { ...message, id: ids[0], content: "plain" },
      { ...message, id: ids[1], content: "reply" },
      { ...message, id: ids[2], content: "thread", mentions: ["bob"] },
    ]);
    assertEquals([ada.client.pending, storage.keys()], [[], []]);
  }
});

Deno.test("a message that waits keeps what it answers in the same history", () => {
  const ada = setup({ history: "first" });
  ada.client.send("lobby", "reply", { reply: 7 });
  const socket = inLobby(ada, 9, "first");
  assertEquals(socket.takeSent().map(({ reply }) => reply), [7]);
});

Deno.test("what answers a message of an earlier visit is of that visit's history", () => {
  const ada = setup({ history: "first" });
  ada.client.send("lobby", "reply", { reply: 7 });
  const socket = inLobby(ada, 9, "second");
  assertEquals(socket.takeSent().map(({ reply }) => reply), [undefined]);
});
