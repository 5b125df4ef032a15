import { READ_REPORT_DELAY_MS } from "../../../lib/protocol/limits.ts";
import type { State } from "../state/state.ts";
import type { StateStore } from "../state/store.ts";

/** Tells the server how far one has read, at most once in a while, and before one goes. */
export function startReportingRead(
  store: StateStore,
  notify: (room: string, seq: number, thread?: number) => void,
): void {
  /** How far the server was told of, by room and thread. */
  const notice = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(): void {
    clearTimeout(timer);
    timer = undefined;
    const { state } = store;
    if (state.link.kind !== "online") return;
    for (const [key, { room, seq, thread }] of unsaid(state)) {
      notice.set(key, seq);
      notify(room, seq, thread);
    }
  }

  /** What was read and not yet said. */
  function unsaid(state: State) {
    return readOf(state).filter(([key, { seq }]) => seq > (notice.get(key) ?? 0));
  }

  store.subscribe((state, before) => {
    if (state.link.kind !== before.link.kind) notice.clear();
    if (state.rooms === before.rooms && state.visible === before.visible) return;
    if (state.link.kind !== "online" || unsaid(state).length === 0) return;
    const isGoing = !state.visible || state.route !== before.route;
    if (isGoing) say();
    else timer ??= setTimeout(say, READ_REPORT_DELAY_MS);
  });
}

type Told = [key: string, { room: string; seq: number; thread?: number }];

/** How far one has read, where that is further than the server knows. */
function readOf(state: State): Told[] {
  const found: Told[] = [];
  for (const { room, read } of Object.values(state.rooms)) {
    if (read > room.read) found.push([room.id, { room: room.id, seq: read }]);
  }
  const { thread } = state;
  const seq = thread && state.rooms[thread.room]?.threads?.read[thread.root];
  if (thread && seq !== undefined && seq > (thread.after ?? 0)) {
    const { room, root } = thread;
    found.push([`${room}/${root}`, { room, seq, thread: root }]);
  }
  return found;
}
