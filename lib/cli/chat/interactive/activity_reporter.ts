import { systemClock } from "../../../client/clock.ts";
import type { Client, Clock } from "../../../client/types.ts";

/** Milliseconds without a key after which nobody counts as there. */
const PATIENCE = 5 * 60_000;

/** Milliseconds between two words to a room that one writes. */
const TYPING = 3_000;

/** Milliseconds in which what was read is told together. */
const READING = 1_000;

/** Tells the server what a person does at their terminal: that they are there, write and read. */
export interface Hands {
  /** The line was changed, or entered. */
  moved(text?: string, room?: string): void;
  /** A room was shown up to a `seq`, 0 for nothing of it; it counts as read when somebody is there. */
  shown(room: string, seq: number): void;
  close(): void;
}

/** Watches over one person at one client. */
export function watchHands(client: Client, clock: Clock = systemClock): Hands {
  const unread = new Map<string, number>();
  let isThere = true;
  let cancelIdle = () => {};
  let cancelRead: (() => void) | undefined;
  let typedAt = 0;

  function idle(): void {
    isThere = false;
    client.presence("idle");
  }

  function read(): void {
    cancelRead = undefined;
    if (!isThere || client.state.kind !== "online") return;
    for (const [room, seq] of unread) client.read(room, seq);
    unread.clear();
  }

  function moved(text = "", room?: string): void {
    isThere = true;
    cancelIdle();
    cancelIdle = clock.after(PATIENCE, idle);
    client.presence("active");
    if (unread.size > 0) cancelRead ??= clock.after(READING, read);
    const isMessage = text.trim() !== "" && !text.startsWith("/");
    if (room === undefined || !isMessage || clock.now() - typedAt < TYPING) return;
    typedAt = clock.now();
    client.typing(room);
  }

  moved();
  return {
    moved,
    shown(room, seq) {
      if (seq > 0) unread.set(room, seq);
      else unread.delete(room);
      cancelRead ??= clock.after(READING, read);
    },
    close() {
      cancelIdle();
      cancelRead?.();
    },
  };
}
