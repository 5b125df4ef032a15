/** Shows a number of unread messages on the app's icon, and a dot on the page's. */
export function createBadge(window: Window): (count: number) => void {
  const link = window.document.querySelector<HTMLLinkElement>("link[data-unread]");
  const plain = link?.href ?? "";
  const navigator: Partial<Pick<Navigator, "setAppBadge">> = window.navigator;
  // Another visit may have left one.
  let shown = -1;
  return (count) => {
    if (count === shown) return;
    shown = count;
    if (link) link.href = count > 0 ? link.dataset.unread ?? plain : plain;
    // Zero takes it away. Not every system that knows badges lets a site have one.
    navigator.setAppBadge?.(count).catch(() => {});
  };
}
