/** Lines that stay in the live region; older ones have been read out. */
const ANNOUNCEMENTS_MAX = 5;

/** Lets screen readers say a text when they are free; `region` is a polite live region. */
export function createAnnouncer(region: Element): (text: string) => void {
  return (text) => {
    const line = document.createElement("p");
    line.textContent = text;
    region.append(line);
    while (region.childElementCount > ANNOUNCEMENTS_MAX) region.firstElementChild?.remove();
  };
}
