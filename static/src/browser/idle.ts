import { PRESENCE_IDLE_MS } from "../../../lib/protocol/limits.ts";
const ACTIVITY_EVENTS = ["pointerdown", "pointermove", "keydown", "wheel", "scroll"];

/** Tells when nobody touches the page or looks at it any more, and when somebody does again. */
export function watchIdle(document: Document, notify: (idle: boolean) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle = false;
  let touched = 0;

  function set(next: boolean): void {
    if (idle !== next) notify(idle = next);
  }

  function touch(): void {
    const now = Date.now();
    // A pointer moves many times a second.
    if (document.hidden || (!idle && now - touched < 1_000)) return;
    touched = now;
    clearTimeout(timer);
    timer = setTimeout(() => set(true), PRESENCE_IDLE_MS);
    set(false);
  }

  for (const sign of ACTIVITY_EVENTS) {
    document.addEventListener(sign, touch, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) set(true);
    else touch();
  });
  touch();
  if (document.hidden) set(true);
}
