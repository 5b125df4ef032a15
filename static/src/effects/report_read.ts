import { READ_REPORT_DELAY_MS } from "../../../lib/protocol/limits.ts";
import type { State } from "../state/state.ts";
import type { StateStore } from "../state/store.ts";

/** Reports to the server how far the user has read: now and then, and before the user leaves. */
export function startReportingRead(
  store: StateStore,
  report: (room: string, seq: number, thread?: number) => void,
): void {
  /** The last position that was reported, by room and thread. */
  const reported = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function reportNow(): void {
    clearTimeout(timer);
    timer = undefined;
    const { state } = store;
    if (state.connection.kind !== "online") return;
    for (const [key, { room, seq, thread }] of unreported(state)) {
      reported.set(key, seq);
      report(room, seq, thread);
    }
  }

  /** Positions that were read and not reported yet. */
  function unreported(state: State) {
    return readOf(state).filter(([key, { seq }]) => seq > (reported.get(key) ?? 0));
  }

  store.subscribe((state, before) => {
    if (state.connection.kind !== before.connection.kind) reported.clear();
    if (state.rooms === before.rooms && state.visible === before.visible) return;
    if (state.connection.kind !== "online" || unreported(state).length === 0) return;
    const isGoing = !state.visible || state.route !== before.route;
    if (isGoing) reportNow();
    else timer ??= setTimeout(reportNow, READ_REPORT_DELAY_MS);
  });
}

type ReadPosition = [key: string, { room: string; seq: number; thread?: number }];

/** How far the user has read, where that is further than the server knows. */
function readOf(state: State): ReadPosition[] {
  const found: ReadPosition[] = [];
  for (const { room, read } of Object.values(state.rooms)) {
    if (read > room.read) found.push([room.id, { room: room.id, seq: read }]);
  }
  const { thread } = state;
  const seq = thread && state.rooms[thread.room]?.threads?.read[thread.root];
  if (thread && seq !== undefined && seq > (thread.readBefore ?? 0)) {
    const { room, root } = thread;
    found.push([`${room}/${root}`, { room, seq, thread: root }]);
  }
  return found;
}
