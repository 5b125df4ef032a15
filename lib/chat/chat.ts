import type { Store } from "../store/store.ts";
import { Hub, type Listener, type Timer } from "./hub.ts";
import { Messages } from "./messages.ts";
import { Registry } from "./registry.ts";
import { Rooms } from "./rooms.ts";

/** The rules of Parley over one store. */
export interface Chat {
  readonly rooms: Rooms;
  readonly messages: Messages;
  /** Forgets a connection that is gone. */
  drop(listener: Listener): void;
  /** Sends all that is committed to all who listen, at once. */
  flush(): void;
}

/** Time as the chat sees it: the hour for messages, and a steady timer for the hub. */
export interface Time {
  /** Milliseconds since 1970. */
  now(): number;
  timer: Timer;
}

/** Loads rooms and roles from the store and puts the rules over it. */
export async function openChat(store: Store, { now, timer }: Time = systemTime): Promise<Chat> {
  const registry = new Registry(await store.listRooms());
  const hub = new Hub(timer);
  const rooms = new Rooms({ store, registry, hub, now });
  const messages = new Messages({ store, registry, hub, rooms, now });
  return {
    rooms,
    messages,
    drop: (listener) => hub.drop(listener),
    flush: () => hub.flush(),
  };
}

const systemTime: Time = {
  now: () => Date.now(),
  timer: {
    now: () => performance.now(),
    after(ms, run) {
      const id = setTimeout(run, ms);
      return () => clearTimeout(id);
    },
  },
};
