import {
  PRESENCE_IDLE_MS,
  READ_REPORT_DELAY_MS,
  TYPING_INTERVAL_MS,
} from "../../../protocol/limits.ts";
import { systemClock } from "../../../client/clock.ts";
import type { Client, Clock } from "../../../client/types.ts";

/** Tells the server what a person does at their terminal: that they are there, write and read. */
export interface ActivityReporter {
  /** The line was changed, or entered. */
  onInput(text?: string, room?: string): void;
  /** A room was shown up to a `seq`, 0 for nothing of it; it counts as read when somebody is there. */
  onShown(room: string, seq: number): void;
  close(): void;
}

/** Watches over one person at one client. */
export function createActivityReporter(
  client: Client,
  clock: Clock = systemClock,
): ActivityReporter {
  const unread = new Map<string, number>();
  let isActive = true;
  let cancelIdle = () => {};
  let cancelRead: (() => void) | undefined;
  let lastTypingAt = 0;

  function reportIdle(): void {
    isActive = false;
    client.presence("idle");
  }

  function reportRead(): void {
    cancelRead = undefined;
    if (!isActive || client.state.kind !== "online") return;
    for (const [room, seq] of unread) client.read(room, seq);
    unread.clear();
  }

  function onInput(text = "", room?: string): void {
    isActive = true;
    cancelIdle();
    cancelIdle = clock.after(PRESENCE_IDLE_MS, reportIdle);
    client.presence("active");
    if (unread.size > 0) cancelRead ??= clock.after(READ_REPORT_DELAY_MS, reportRead);
    const isMessage = text.trim() !== "" && !text.startsWith("/");
    if (room === undefined || !isMessage || clock.now() - lastTypingAt < TYPING_INTERVAL_MS) return;
    lastTypingAt = clock.now();
    client.typing(room);
  }

  onInput();
  return {
    onInput,
    onShown(room, seq) {
      if (seq > 0) unread.set(room, seq);
      else unread.delete(room);
      cancelRead ??= clock.after(READ_REPORT_DELAY_MS, reportRead);
    },
    close() {
      cancelIdle();
      cancelRead?.();
    },
  };
}
