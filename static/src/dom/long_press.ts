/** Milliseconds that a finger rests before it means something else than a tap, and pixels it may stray. */
const LONG_PRESS_MS = 400;
const LONG_PRESS_TOLERANCE_PX = 10;

/** Tells an element that matches, with a `press` event, when a finger rests on it. */
export function listenForLongPress(document: Document, selector: string): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let pressed = false;
  const cancel = () => clearTimeout(timer);
  document.addEventListener("pointerdown", ({ target, pointerType, clientX: x, clientY: y }) => {
    cancel();
    pressed = false;
    const element = (target as Element).closest?.(selector);
    if (pointerType !== "touch" || !element) return;
    from = { x, y };
    timer = setTimeout(() => {
      pressed = true;
      element.dispatchEvent(new Event("press", { bubbles: true }));
    }, LONG_PRESS_MS);
  });
  document.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (Math.hypot(clientX - from.x, clientY - from.y) > LONG_PRESS_TOLERANCE_PX) cancel();
  });
  for (const type of ["pointerup", "pointercancel"]) document.addEventListener(type, cancel);
  // What comes of the same finger when it lifts is not meant for what is under it.
  for (const type of ["click", "contextmenu"]) {
    document.addEventListener(type, (event) => {
      if (!pressed) return;
      event.preventDefault();
      event.stopPropagation();
      if (type === "click") pressed = false;
    }, { capture: true });
  }
}
