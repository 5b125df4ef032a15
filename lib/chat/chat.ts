import { systemTimer } from "../util/system_timer.ts";
import type { WriteLimits } from "../ops/write_limits.ts";
import type { Search } from "../store/search.ts";
import type { Account, Store } from "../store/store.ts";
import type { CommandResponse } from "./fanout/pending_responses.ts";
import { MessageEditor } from "./messages/message_editor.ts";
import type { ChatContext } from "./state/broadcast.ts";
import type { SteadyTimer } from "../util/system_timer.ts";
import { Hub, type Subscriber } from "./fanout/hub.ts";
import { Invites } from "./rooms/invites.ts";
import { Members } from "./rooms/members.ts";
import { MessagePosting } from "./messages/posting.ts";
import { People } from "./people/people.ts";
import { PresenceTracker } from "./state/presence.ts";
import { ReadMarkers } from "./messages/read_markers.ts";
import { RoomRegistry } from "./state/room_registry.ts";
import { RoomPurge } from "./rooms/room_purge.ts";
import { Rooms } from "./rooms/rooms.ts";
import { MessageSearch } from "./search/message_search.ts";
import { TypingNotifier } from "./state/typing.ts";
import { PostingPolicy } from "./messages/posting_policy.ts";

/** The rules of Parley over one store. */
export interface Chat {
  readonly rooms: Rooms;
  readonly members: Members;
  readonly invites: Invites;
  readonly posting: MessagePosting;
  readonly messageEditor: MessageEditor;
  readonly readMarkers: ReadMarkers;
  readonly search: MessageSearch;
  readonly people: People;
  readonly presence: PresenceTracker;
  /** The id of the history that the positions of all rooms belong to. */
  readonly history: string;
  /** Takes in a connection of an account. */
  connect(account: Account, connection: Subscriber): void;
  /** Answers a connection, after all that it is to have of the room up to the answer's `rev`. */
  respond(room: string, connection: Subscriber, response: CommandResponse): void;
  /** Forgets a connection that is gone. */
  disconnect(account: Account, connection: Subscriber): void;
  /** Sends all that is committed to all who listen, at once. */
  flush(): void;
  /** Ends what waits for a time; call it when all connections are gone. */
  stop(): void;
}

/** Time as the chat sees it: the hour for messages, and a steady timer for the hub. */
export interface ChatClock {
  /** Milliseconds since 1970. */
  now(): number;
  timer: SteadyTimer;
}

/** What the chat knows of files. */
export interface FileRules {
  /** How many one message may have. */
  filesPerMessage: number;
  /** Told when a message has let go of its files. */
  onFilesReleased(): void;
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
  { now, timer }: ChatClock = systemChatClock,
): Promise<Chat> {
  const [rooms, blocks, hidden, { history }] = await Promise.all([
    store.listRooms(),
    store.listAllBlocks(),
    store.listHiddenRooms(),
    store.readHistory(),
  ]);
  const registry = new RoomRegistry({ rooms, blocks, hidden });
  const hub = new Hub(timer);
  const presence = new PresenceTracker({ store, registry, hub, now });
  const steady = () => timer.now();
  const deps = { store, registry, hub, presence, writeLimits, history, now, steady };
  return createChat(deps, search, files);
}

function createChat(
  context: ChatContext & { steady: () => number },
  search: Search,
  { filesPerMessage, onFilesReleased }: FileRules,
): Chat {
  const { registry, hub, presence, writeLimits, history, steady } = context;
  const purge = new RoomPurge({ store: context.store, timer: hub.timer, onFilesReleased });
  const rooms = new Rooms({ ...context, onDeleted: () => purge.start() });
  const policy = new PostingPolicy({
    registry,
    writeLimits,
    typing: new TypingNotifier(hub),
    steady,
  });
  // What an earlier stop has left.
  purge.start();
  return {
    rooms,
    members: new Members({ ...context, rooms }),
    invites: new Invites({ ...context, rooms }),
    posting: new MessagePosting({ ...context, rooms, policy, filesPerMessage }),
    messageEditor: new MessageEditor({ ...context, rooms, policy, onFilesReleased }),
    readMarkers: new ReadMarkers({ ...context, rooms }),
    search: new MessageSearch({ ...context, search }),
    people: new People({ ...context, rooms }),
    presence,
    history,
    respond: (room, connection, response) => hub.respond(room, connection, response),
    connect: (account, connection) => presence.connect(account, connection),
    disconnect(account, connection) {
      hub.removeConnection(connection);
      presence.disconnect(account, connection);
    },
    flush: () => hub.flush(),
    stop() {
      purge.stop();
      presence.stop();
    },
  };
}

const systemChatClock: ChatClock = { now: () => Date.now(), timer: systemTimer };
