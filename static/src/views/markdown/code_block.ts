import { h, type Vnode } from "../../vdom/h.ts";
import { t } from "../../i18n/index.ts";

/** A block of code. Its colours come when it is in the page, and are none of its DOM. */
export function codeBlock(language: string, text: string, copy: (text: string) => void): Vnode {
  const label = language || t.code;
  return h(
    "figure",
    { class: "code-block", dir: "ltr" },
    h(
      "figcaption",
      null,
      h("span", null, label),
      h(
        "button",
        { type: "button", class: "text-button", on: { click: () => copy(text) } },
        t.copy,
        h("span", { class: "sr" }, ` ${label}`),
      ),
    ),
    h(
      "pre",
      // What does not fit is scrolled, by keyboard too.
      { tabindex: "0", role: "region", "aria-label": label },
      h("code", { key: `${language} ${text}`, mount: (code) => void colour(code, language) }, text),
    ),
  );
}

/** Loads the colours when the first code comes into the page for which there are some. */
async function colour(code: HTMLElement, language: string): Promise<void> {
  if (language === "" || !("highlights" in CSS)) return;
  try {
    const { highlight } = await import("../../markdown/highlight.ts");
    highlight(code, language);
  } catch {
    // It reads well without.
  }
}
