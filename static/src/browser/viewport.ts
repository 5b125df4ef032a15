/**
 * Keeps the page as high as what the keyboard of a phone leaves of it, in `--height`. Where the
 * browser does this by itself (`interactive-widget`), the two are the same.
 */
export function fitToViewport(window: Window): void {
  const { visualViewport: viewport, document } = window;
  if (!viewport) return;
  const fit = () => {
    // Zoomed in, the viewport is a magnifying glass and not a size.
    if (viewport.scale > 1.01) return;
    document.documentElement.style.setProperty("--height", `${viewport.height}px`);
    // Safari moves the page up for a focused field; there is nothing below to be seen.
    if (window.scrollY > 0) window.scrollTo(0, 0);
  };
  viewport.addEventListener("resize", fit);
  viewport.addEventListener("scroll", fit);
  fit();
}
