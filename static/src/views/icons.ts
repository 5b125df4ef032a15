import { h, type Vnode } from "../dom/h.ts";

/** Strokes on a grid of 20, drawn for this product. */
const STROKES = {
  menu: "M3.5 6h13M3.5 10h13M3.5 14h9",
  plus: "M10 4.5v11M4.5 10h11",
  close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  send: "M10 15.5v-11M5.5 9L10 4.5 14.5 9",
  down: "M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5",
  more:
    "M4 10a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M9.5 10a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M15 10a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0",
  hash: "M8 4L6.5 16M13.5 4L12 16M4.5 7.75h12M3.5 12.25h12",
  leave: "M11.5 4h-6A1.5 1.5 0 0 0 4 5.5v9A1.5 1.5 0 0 0 5.5 16h6M9 10h8M14 7l3 3-3 3",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.75 12.75L16.5 16.5",
} as const;

export type Icon = keyof typeof STROKES;

/** A picture that says nothing by itself: what holds it has a label. */
export function icon(name: Icon): Vnode {
  return h(
    "svg",
    { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    h("path", { d: STROKES[name] }),
  );
}

/** The mark of the product: a letter that is something said. */
export function mark(): Vnode {
  return h(
    "svg",
    {
      class: "mark",
      viewBox: "4 1 20 22.5",
      preserveAspectRatio: "xMinYMid",
      "aria-hidden": "true",
      focusable: "false",
    },
    h("path", { d: MARK }),
  );
}

const MARK = "M6 1h9a8.5 8.5 0 0 1 0 17h-4.5l-4.8 5A1 1 0 0 1 4 22.3V3a2 2 0 0 1 2-2z" +
  "M9.5 7.5v4H15a2 2 0 0 0 0-4z";
