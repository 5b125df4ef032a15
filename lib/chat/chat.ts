import { systemTimer } from "../util/system_timer.ts";
import type { WriteLimits } from "../ops/write_limits.ts";
import type { Search } from "../store/search.ts";
import type { Account, Store } from "../store/store.ts";
import type { Answer } from "./fanout/pending_responses.ts";
import { Conversation } from "./messages/message_editor.ts";
import type { Deps } from "./state/broadcast.ts";
import { Hub, type Listener, type Timer } from "./fanout/hub.ts";
import { Invites } from "./rooms/invites.ts";
import { Members } from "./rooms/members.ts";
import { Messages } from "./messages/posting.ts";
import { People } from "./people/people.ts";
import { Presence } from "./state/presence.ts";
import { Reading } from "./messages/read_markers.ts";
import { Registry } from "./state/room_registry.ts";
import { RoomPurge } from "./rooms/room_purge.ts";
import { Rooms } from "./rooms/rooms.ts";
import { Finding } from "./search/message_search.ts";
import { Typing } from "./state/typing.ts";
import { Voice } from "./messages/posting_policy.ts";

/** The rules of Parley over one store. */
export interface Chat {
  readonly rooms: Rooms;
  readonly members: Members;
  readonly invites: Invites;
  readonly messages: Messages;
  readonly conversation: Conversation;
  readonly reading: Reading;
  readonly finding: Finding;
  readonly people: People;
  readonly presence: Presence;
  /** The id of the history that the positions of all rooms belong to. */
  readonly history: string;
  /** Takes in a connection of an account. */
  connect(account: Account, listener: Listener): void;
  /** Answers a connection, after all that it is to have of the room up to the answer's `rev`. */
  answer(room: string, listener: Listener, answer: Answer): void;
  /** Forgets a connection that is gone. */
  drop(account: Account, listener: Listener): void;
  /** Sends all that is committed to all who listen, at once. */
  flush(): void;
  /** Ends what waits for a time; call it when all connections are gone. */
  stop(): void;
}

/** Time as the chat sees it: the hour for messages, and a steady timer for the hub. */
export interface Time {
  /** Milliseconds since 1970. */
  now(): number;
  timer: Timer;
}

/** What the chat knows of files. */
export interface FileRules {
  /** How many one message may have. */
  filesPerMessage: number;
  /** Told when a message has let go of its files. */
  onFree(): void;
}

/** What the environment and the rest of the server decide for the chat. */
export interface ChatRules extends FileRules {
  /** Charged for what is done by HTTP and by sockets alike. */
  writeLimits: WriteLimits;
}

/** Loads rooms, roles and blocks from the store and puts the rules over it and its search. */
export async function openChat(
  store: Store,
  search: Search,
  { writeLimits, ...files }: ChatRules,
  { now, timer }: Time = systemTime,
): Promise<Chat> {
  const [rooms, blocks, hidden, { history }] = await Promise.all([
    store.listRooms(),
    store.allBlocks(),
    store.hiddenRooms(),
    store.readHistory(),
  ]);
  const registry = new Registry({ rooms, blocks, hidden });
  const hub = new Hub(timer);
  const presence = new Presence({ store, registry, hub, now });
  const steady = () => timer.now();
  const deps = { store, registry, hub, presence, writeLimits, history, now, steady };
  return createChat(deps, search, files);
}

function createChat(
  deps: Deps & { steady: () => number },
  search: Search,
  { filesPerMessage, onFree }: FileRules,
): Chat {
  const { registry, hub, presence, writeLimits, history, steady } = deps;
  const purge = new RoomPurge({ store: deps.store, timer: hub.timer, onFree });
  const rooms = new Rooms({ ...deps, onDeleted: () => purge.start() });
  const voice = new Voice({ registry, writeLimits, typing: new Typing(hub), steady });
  // What an earlier stop has left.
  purge.start();
  return {
    rooms,
    members: new Members({ ...deps, rooms }),
    invites: new Invites({ ...deps, rooms }),
    messages: new Messages({ ...deps, rooms, voice, filesPerMessage }),
    conversation: new Conversation({ ...deps, rooms, voice, onFree }),
    reading: new Reading({ ...deps, rooms }),
    finding: new Finding({ ...deps, search }),
    people: new People({ ...deps, rooms }),
    presence,
    history,
    answer: (room, listener, answer) => hub.answer(room, listener, answer),
    connect: (account, listener) => presence.connect(account, listener),
    drop(account, listener) {
      hub.drop(listener);
      presence.disconnect(account, listener);
    },
    flush: () => hub.flush(),
    stop() {
      purge.stop();
      presence.stop();
    },
  };
}

const systemTime: Time = { now: () => Date.now(), timer: systemTimer };
