import type { Message } from "../../../lib/protocol/model.ts";
import type { ServerEvents } from "../../../lib/protocol/server_events.ts";
import { isEnabled, isViewing, newMessages, shouldNotify } from "../state/notifications.ts";
import { newestSeq } from "../state/rooms.ts";
import { pathOf } from "../state/route.ts";
import { accountOf, openRoom } from "../state/selectors.ts";
import type { State } from "../state/state.ts";
import type { StateStore } from "../state/store.ts";
import { t } from "../i18n/secondary.ts";
import { nameWithGuestMark, roomLabel } from "../i18n/format/formatters.ts";
import { excerpt } from "./excerpt.ts";
import type { NotificationContent, NotificationPresenter } from "./notification.ts";

/** Milliseconds in which another tab or device on which one reads may say so. */
const NOTIFY_DELAY_MS = 600;

/** What tabs of one account tell each other: that a room is in sight, and up to where. */
interface Seen {
  room: string;
  seq: number;
}

/** Whether this tab is the one of several that acts for all of them. */
export interface TabLeader {
  readonly leads: boolean;
  /** Lets another tab lead. */
  end(): void;
}

export interface NotifierOptions {
  store: StateStore;
  desk: NotificationPresenter;
  chime(): void;
  lead(account: string): TabLeader;
  /** Hears other tabs of an account. */
  channel(account: string): Pick<BroadcastChannel, "postMessage" | "onmessage" | "close">;
  after(ms: number, run: () => void): void;
}

/** Notifies of what one wants to be told of, once, and takes it back when one has read it anywhere. */
export function createNotifier(options: NotifierOptions): void {
  const { store, desk, chime, after } = options;
  /** By room, the latest of what waits to be told. */
  const waiting = new Map<string, Message>();
  /** Rooms that came while the page was open: all that is in them is news. */
  const fresh = new Set<string>();
  let own: ReturnType<typeof open> | undefined;

  function open(account: string) {
    const [leader, channel] = [options.lead(account), options.channel(account)];
    channel.onmessage = ({ data }) => seen(data as Seen);
    return { account, leader, channel };
  }

  function become(account: string | undefined): void {
    if (own?.account === account) return;
    own?.leader.end();
    own?.channel.close();
    waiting.clear();
    fresh.clear();
    // Nothing of somebody else is to be read here.
    if (own) desk.sweep();
    own = account === undefined ? undefined : open(account);
  }

  function seen({ room, seq }: Seen): void {
    if ((waiting.get(room)?.seq ?? Infinity) <= seq) waiting.delete(room);
    desk.clear(room, seq);
  }

  function receive(message: Message): void {
    if (!isEnabled(store.state) || !shouldNotify(store.state, message)) return;
    const isWaiting = waiting.has(message.room);
    waiting.set(message.room, message);
    if (!isWaiting) after(NOTIFY_DELAY_MS, () => notify(message.room));
  }

  function notify(room: string): void {
    const { state } = store;
    const message = waiting.get(room);
    waiting.delete(room);
    if (!message || !own?.leader.leads || !isEnabled(state) || !shouldNotify(state, message)) {
      return;
    }
    const received = () => state.notifications.sound && chime();
    // What the browser does not let through is not heard either.
    desk.put(noteOf(state, message)).then(received, () => {});
  }

  function read({ room, seq, thread }: ServerEvents["read"]): void {
    const call = waiting.get(room);
    if (call && call.seq <= seq && call.thread === thread) waiting.delete(room);
    desk.clear(room, seq, thread);
  }

  become(accountOf(store.state));
  store.subscribe((state, before, action) => {
    become(accountOf(state));
    if (state.session.kind === "none" && before.session.kind !== "none") desk.sweep();
    if (!own) return;
    if (action.type === "line") {
      const { line } = action;
      if (line.type === "room" && !(line.room.id in before.rooms)) fresh.add(line.room.id);
      if (line.type === "read") read(line);
      if (line.type === "left") seen({ room: line.room, seq: Infinity });
      if (line.type === "message" && line.deleted) {
        if (waiting.get(line.room)?.seq === line.seq) waiting.delete(line.room);
        desk.withdraw(line.room, line.seq);
      }
      if (line.type === "message" || line.type === "joined") {
        const room = line.type === "message" ? line.room : line.room.id;
        newMessages(line, fresh.delete(room) ? 0 : newestSeq(before.rooms[room]?.window)).forEach(
          receive,
        );
      }
    }
    const room = openRoom(state);
    if (!room || !isViewing(state, { room: room.room.id })) return;
    const isNew = room.window !== openRoom(before)?.window || !before.visible;
    const seq = newestSeq(room.window);
    if (!isNew || seq === undefined) return;
    own.channel.postMessage({ room: room.room.id, seq } satisfies Seen);
    if (!before.visible || before.route !== state.route) desk.clear(room.room.id, seq);
  });
}

function noteOf(state: State, message: Message): NotificationContent {
  const { room, seq, thread, content, files = [] } = message;
  const view = state.rooms[room]!.room;
  const isAlone = view.kind === "direct" && view.people?.length === 1;
  return {
    room,
    seq,
    ...(thread === undefined ? {} : { thread }),
    title: isAlone
      ? nameWithGuestMark(message)
      : t.notifications.in(nameWithGuestMark(message), roomLabel(view)),
    body: excerpt(content) || t.files.summary(files),
    path: pathOf(room, { at: seq, ...(thread === undefined ? {} : { thread }) }),
  };
}
