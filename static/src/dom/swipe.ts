/** Pixels that a finger moves when it means to turn over. */
const SWIPE_MIN_PX = 48;

/** Tells an element, by `swipe` events whose detail is a direction, where a finger wiped over it. */
export function listenForSwipe(element: HTMLElement): void {
  let from: { id: number; x: number; y: number } | undefined;
  element.addEventListener(
    "pointerdown",
    ({ pointerType, isPrimary, pointerId, clientX, clientY }) => {
      // A second finger zooms.
      from = pointerType === "touch" && isPrimary
        ? { id: pointerId, x: clientX, y: clientY }
        : undefined;
    },
  );
  element.addEventListener("pointerup", ({ pointerId, clientX, clientY }) => {
    if (from?.id !== pointerId) return;
    const [x, y] = [clientX - from.x, clientY - from.y];
    from = undefined;
    const isAcross = Math.abs(x) > 2 * Math.abs(y);
    const detail = isAcross && Math.abs(x) > SWIPE_MIN_PX ? (x < 0 ? "left" : "right") : undefined;
    const down = y > 2 * SWIPE_MIN_PX && y > 2 * Math.abs(x) ? "down" : undefined;
    if (detail ?? down) element.dispatchEvent(new CustomEvent("swipe", { detail: detail ?? down }));
  });
  element.addEventListener("pointercancel", () => from = undefined);
}
