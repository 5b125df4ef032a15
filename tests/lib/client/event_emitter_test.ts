import { createEventEmitter } from "../../../lib/client/event_emitter.ts";
import type { ClientEvent } from "../../../lib/client/types.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { message, setup } from "./client_fixture.ts";

const OUTBOX: ClientEvent = { type: "outbox", pending: [] };
const STATE: ClientEvent = { type: "state", state: { kind: "idle" } };

Deno.test("a listener hears events until it unsubscribes, and may be subscribed twice", () => {
  const { subscribe, emit } = createEventEmitter();
  let heard = 0;
  const listener = () => heard++;
  const stop = subscribe(listener);
  subscribe(listener);
  emit(OUTBOX);
  stop();
  stop();
  emit(OUTBOX);
  assertEquals(heard, 3);
});

Deno.test("every listener hears events in the order in which they happened, also nested ones", () => {
  const { subscribe, emit } = createEventEmitter();
  const heard: string[] = [];
  subscribe(({ type }) => {
    if (type === "outbox") emit(STATE);
  });
  subscribe(({ type }) => heard.push(type));
  emit(OUTBOX);
  assertEquals(heard, ["outbox", "state"]);
});

Deno.test("a listener that is removed while an event is told does not hear it", () => {
  const { subscribe, emit } = createEventEmitter();
  let heard = 0;
  subscribe(() => stop());
  const stop = subscribe(() => heard++);
  emit(OUTBOX);
  assertEquals(heard, 0);
});

Deno.test("a listener that throws is reported and breaks neither others nor the client", () => {
  const { client, inRooms, lines } = setup();
  const reported: unknown[] = [];
  const onError = (event: ErrorEvent) => {
    event.preventDefault();
    reported.push(event.error);
  };
  const fault = new Error("a listener's own fault");
  addEventListener("error", onError);
  try {
    const socket = inRooms(0, "lobby");
    const stop = client.subscribe(() => {
      throw fault;
    });
    socket.receive(message(1), message(2));
    stop();
    assertEquals(lines(), [message(1), message(2)]);
    assertEquals(reported, [fault, fault]);
  } finally {
    removeEventListener("error", onError);
  }
});
