/** Pixels between a menu and its anchor, and between it and the edge of the window. */
const MENU_GAP_PX = 4;
const SCREEN_EDGE_PX = 8;

/**
 * Shows a menu beside its anchor until one presses something else or Escape. It is a manual popover: one
 * that closes by itself would do so when the finger that opened it lifts. Its `data-anchor` is the id
 * of its anchor.
 */
export function openMenu(menu: HTMLElement, close: () => void): void {
  const { ownerDocument: document } = menu;
  const anchor = document.getElementById(menu.dataset.anchor ?? "");
  menu.showPopover();
  if (anchor) placeBeside(menu, anchor);
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  const end = () => {
    listening.abort();
    if (menu.isConnected) close();
  };
  document.addEventListener("pointerdown", ({ target }) => {
    if (!menu.isConnected) return listening.abort();
    // A press of the anchor closes it by itself.
    if (menu.contains(target as Node) || anchor?.contains(target as Node)) return;
    end();
  }, options);
  document.addEventListener("keydown", (event) => {
    // Chosen from, and gone: this key is for what it led to.
    if (!menu.isConnected) return listening.abort();
    // A list is left by Tab; in anything else it goes on.
    const isEnd = event.key === "Tab" && menu.getAttribute("role") === "menu";
    if (event.key !== "Escape" && !isEnd) return;
    event.preventDefault();
    end();
  }, options);
}

/** Under the anchor, or above it where there is more room, and inside the window. */
function placeBeside(menu: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + MENU_GAP_PX;
  const above = at.top - MENU_GAP_PX - height;
  const top = below + height + SCREEN_EDGE_PX <= innerHeight || above < SCREEN_EDGE_PX
    ? below
    : above;
  // What is at the left of the window opens to the right.
  const left = at.left < innerWidth / 2 ? at.left : at.right - width;
  const set = (name: string, value: number, most: number) =>
    menu.style.setProperty(
      name,
      `${Math.max(SCREEN_EDGE_PX, Math.min(value, most - SCREEN_EDGE_PX))}px`,
    );
  set("--menu-top", top, innerHeight - height);
  set("--menu-left", left, innerWidth - width);
}
