const ARROW_STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

/**
 * Makes lists walkable: Tab enters a list once, arrows, Home and End move inside it. A list has
 * `data-rove` with the selector of its items.
 */
export function createRovingTabindex(document: Document): { settle(): void } {
  document.addEventListener("keydown", (event) => {
    const item = document.activeElement;
    const list = listOf(item);
    if (!item || !list || event.defaultPrevented) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const items = itemsOf(list);
    const at = items.indexOf(item as HTMLElement);
    const next = at < 0 ? undefined : target(event.key, at, items);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  document.addEventListener("focusin", (event) => {
    const list = listOf(event.target as Element);
    if (list && (event.target as Element).matches(list.dataset.rove!)) {
      choose(itemsOf(list), event.target as HTMLElement);
    }
  });
  return {
    /** To be called after the page changed: every list has exactly one item that Tab reaches. */
    settle() {
      for (const list of document.querySelectorAll<HTMLElement>("[data-rove]")) {
        const items = itemsOf(list);
        if (items.filter((item) => item.tabIndex === 0).length === 1) continue;
        const current = items.find((item) => item === document.activeElement) ??
          items.find((item) => item.hasAttribute("aria-current")) ??
          (list.tagName === "OL" ? items.at(-1) : items[0]);
        choose(items, current);
      }
    },
  };
}

function target(key: string, at: number, items: HTMLElement[]): HTMLElement | undefined {
  // In a field these two are for its text.
  if (ARROW_STEPS[key] === undefined && items[at] instanceof HTMLInputElement) return undefined;
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  const step = ARROW_STEPS[key];
  return step === undefined ? undefined : items[at + step];
}

function choose(items: HTMLElement[], chosen: HTMLElement | undefined): void {
  for (const item of items) {
    const index = item === chosen ? 0 : -1;
    if (item.tabIndex !== index || !item.hasAttribute("tabindex")) item.tabIndex = index;
  }
}

function listOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>("[data-rove]") ?? null;
}

function itemsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(list.dataset.rove!)];
}
