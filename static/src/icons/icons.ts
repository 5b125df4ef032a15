import { classNames, h, type Vnode } from "../vdom/h.ts";
import type { SecondaryIcon } from "./secondary_icons.ts";

/** Strokes on a grid of 20, drawn for this product. */
const ICON_PATHS = {
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
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.75 12.75L16.5 16.5",
  write:
    "M4 16l.75-3.25L13 4.5a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2l-8.25 8.25zM11.5 6l2.5 2.5",
  react:
    "M10.5 3.8a6.5 6.5 0 1 0 5.7 5.7M6.75 11.75c.7 1.2 1.6 1.75 2.75 1.75s2.05-.55 2.75-1.75M7.25 7.75v.75M11.5 7.75v.75M15.5 2.5v4M13.5 4.5h4",
  reply: "M8 5L4 9l4 4M4 9h7a5 5 0 0 1 5 5v1.5",
  thread: "M4 4.5h12V13H9.5L6 16v-3H4zM7 7.5h6M7 10h4",
  pin: "M7 3.5h6l-.75 5 2.25 3h-9l2.25-3zM10 11.5V17",
  bookmark: "M6 3.5h8v13l-4-3-4 3z",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  smile:
    "M10 3.25a6.75 6.75 0 1 0 0 13.5 6.75 6.75 0 0 0 0-13.5zM7 12c.7 1 1.7 1.6 3 1.6s2.3-.6 3-1.6M7.75 8v.5M12.25 8v.5",
  silent:
    "M8.5 16.5h3M4.5 13.5h9M6 11.75V9c0-.5.1-1 .3-1.5M8 5.4A4 4 0 0 1 14 9v2.5M10 3.25v1.5M4 4l12 12",
  up: "M6 12l4-4 4 4",
  clip:
    "M15.75 9.25l-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8l5.9-5.9a2.25 2.25 0 0 1 3.2 3.2l-5.85 5.85a1.1 1.1 0 0 1-1.6-1.6l5.3-5.3",
  file: "M5 3.5h6.25L15 7.25v9.25H5zM11 3.5v4h4",
  page: "M5 3.5h6.25L15 7.25v9.25H5zM11 3.5v4h4M7.5 10.75h5M7.5 13.5h3",
  film: "M3.5 5h13v10h-13zM8.5 7.75v4.5l3.75-2.25z",
  sound:
    "M7.5 14.5v-9l8-1.5v8.5M7.5 14.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM15.5 12.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
  picture: "M3.5 4.5h13v11h-13zM3.5 13l4-4 3.5 3.5 2-2 3.5 3.5M12.75 7.5h.01",
  download: "M10 3.5v9M6 8.75l4 4 4-4M4 16.5h12",
  again: "M15.25 11a5.25 5.25 0 1 1-1.4-4.6L15.75 8.25M15.75 4.25v4h-4",
} as const;

export type Icon = keyof typeof ICON_PATHS | SecondaryIcon;

const strokes: Partial<Record<Icon, string>> = { ...ICON_PATHS };

/** Adds the strokes of what has been loaded later. */
export function addIcons(icons: Readonly<Record<SecondaryIcon, string>>): void {
  Object.assign(strokes, icons);
}

/** Those that point along the line, and turn with the way in which one reads. */
const MIRRORED_ICONS: readonly string[] = ["leave", "reply"] satisfies Icon[];

/** A picture that says nothing by itself: what holds it has a label. */
export function icon(name: Icon): Vnode {
  return h(
    "svg",
    {
      class: classNames("icon", MIRRORED_ICONS.includes(name) && "turning"),
      viewBox: "0 0 20 20",
      "aria-hidden": "true",
    },
    h("path", { d: strokes[name] }),
  );
}

/** The mark of the product: a letter that is something said. */
export function logo(): Vnode {
  return h(
    "svg",
    {
      class: "mark",
      viewBox: "4 1 20 22.5",
      preserveAspectRatio: "xMinYMid",
      "aria-hidden": "true",
    },
    h("path", { d: LOGO_PATH }),
  );
}

const LOGO_PATH = "M6 1h9a8.5 8.5 0 0 1 0 17h-4.5l-4.8 5A1 1 0 0 1 4 22.3V3a2 2 0 0 1 2-2z" +
  "M9.5 7.5v4H15a2 2 0 0 0 0-4z";
