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
  lock: "M5.5 9h9v7h-9zM7.25 9V6.75a2.75 2.75 0 0 1 5.5 0V9",
  archive: "M3.5 4.5h13v3h-13zM4.75 7.5v8h10.5v-8M8.25 10.5h3.5",
  compass: "M10 3.25a6.75 6.75 0 1 0 0 13.5 6.75 6.75 0 0 0 0-13.5zM12.75 7.25l-1.5 4-4 1.5 1.5-4z",
  people:
    "M7.5 4a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5zM2.5 16c0-2.6 2-4.25 5-4.25s5 1.65 5 4.25M13 4.4a2.6 2.6 0 0 1 0 4.7M14.5 12.1c1.9.5 3 1.9 3 3.9",
  invite:
    "M8 4a2.75 2.75 0 1 0 0 5.5A2.75 2.75 0 0 0 8 4zM3 16c0-2.6 2-4.25 5-4.25 1.2 0 2.3.3 3.1.8M14.5 11.5v5M12 14h5",
  settings: "M3.5 6.5h7M14.5 6.5h2M12.5 4.5v4M3.5 13.5h2M9.5 13.5h7M7.5 11.5v4",
  leave: "M11.5 4h-6A1.5 1.5 0 0 0 4 5.5v9A1.5 1.5 0 0 0 5.5 16h6M9 10h8M14 7l3 3-3 3",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.75 12.75L16.5 16.5",
  write:
    "M4 16l.75-3.25L13 4.5a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2l-8.25 8.25zM11.5 6l2.5 2.5",
  trash: "M4 6h12M8 6V4.25h4V6M5.5 6l.75 10h7.5l.75-10M8.5 9v4M11.5 9v4",
  copy: "M7.5 7.5h8.5v8.5H7.5zM12.5 7.5V4H4v8.5h3.5",
  device: "M3.5 4.5h13v9h-13zM7.5 16.5h5M10 13.5v3",
  phone: "M6 3h8v14H6zM9 14.5h2",
  program: "M3.5 4.5h13v11h-13zM6.5 8l2 2-2 2M10.5 12h3",
  shield: "M10 3l5.5 2v4.5c0 3.4-2.2 5.8-5.5 7.5-3.3-1.7-5.5-4.1-5.5-7.5V5z",
  block: "M10 3.25a6.75 6.75 0 1 0 0 13.5 6.75 6.75 0 0 0 0-13.5zM5.25 5.25l9.5 9.5",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  up: "M6 12l4-4 4 4",
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
