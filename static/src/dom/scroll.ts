/** Pixels from the bottom within which one reads the newest. */
const NEAR_BOTTOM = 32;
/** Screens from the top within which older messages are asked for. */
const NEAR_TOP = 1.5;

export interface Scroller {
  /** Takes a timeline that has just come into the page, at its unread line or its newest message. */
  attach(element: HTMLElement): void;
  /** To be called before and after the page changes: what one reads stays where it is. */
  before(): void;
  after(): void;
  /** Shows the newest message. */
  toBottom(): void;
}

export interface ScrollerOptions {
  /** The timeline came to its bottom, or left it. */
  onFollow(following: boolean): void;
  /** The oldest message is near. */
  onTop(): void;
}

/** Keeps a timeline in place: at its newest message when one is there, else at what one reads. */
export function createScroller({ onFollow, onTop }: ScrollerOptions): Scroller {
  let element: HTMLElement | undefined;
  let following = true;
  let anchors: { element: Element; top: number }[] = [];

  // A keyboard that opens, a picture that arrives, a window that grows.
  const resized = new ResizeObserver(() => {
    settle();
    nearTop();
  });

  function attach(next: HTMLElement): void {
    resized.disconnect();
    element = next;
    following = true;
    anchors = [];
    const line = next.querySelector(".unread-line");
    const above = line ? next.scrollHeight - (topOf(line) + next.scrollTop) : 0;
    if (line && above > next.clientHeight) next.scrollTop += topOf(line) - next.clientHeight / 4;
    else next.scrollTop = next.scrollHeight;
    next.addEventListener("scroll", scrolled, { passive: true });
    resized.observe(next);
    if (next.firstElementChild) resized.observe(next.firstElementChild);
    scrolled();
  }

  function scrolled(): void {
    if (!element?.isConnected) return;
    const left = element.scrollHeight - element.clientHeight - element.scrollTop;
    anchors = visible(element);
    if (following !== left <= NEAR_BOTTOM) onFollow(following = left <= NEAR_BOTTOM);
    nearTop();
  }

  function nearTop(): void {
    if (element?.isConnected && element.scrollTop < element.clientHeight * NEAR_TOP) onTop();
  }

  function settle(): void {
    if (!element?.isConnected) return;
    if (following) {
      element.scrollTop = element.scrollHeight;
      return;
    }
    const anchor = anchors.find((anchor) => anchor.element.isConnected);
    const moved = anchor ? topOf(anchor.element) - anchor.top : 0;
    if (Math.abs(moved) >= 1) element.scrollTop += moved;
  }

  function topOf(child: Element): number {
    return child.getBoundingClientRect().top - element!.getBoundingClientRect().top;
  }

  /** What one reads: the first texts in sight. */
  function visible(scroller: HTMLElement): typeof anchors {
    const found: typeof anchors = [];
    for (const text of scroller.querySelectorAll(".content")) {
      const top = topOf(text);
      if (top + text.clientHeight < 0) continue;
      found.push({ element: text, top });
      if (found.length === 4 || top > scroller.clientHeight) break;
    }
    return found;
  }

  return {
    attach,
    before() {
      if (element?.isConnected && !following) anchors = visible(element);
    },
    after() {
      settle();
      nearTop();
    },
    toBottom() {
      if (!element) return;
      element.scrollTop = element.scrollHeight;
      scrolled();
    },
  };
}
