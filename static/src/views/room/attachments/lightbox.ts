import { classNames, h, type Vnode } from "../../../vdom/h.ts";
import { listenForSwipe } from "../../../dom/swipe.ts";
import type { Dialog } from "../../../state/dialogs.ts";
import { imagesAround, type LightboxImage } from "../../../state/lightbox.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import { dateAndTime } from "../../../i18n/format/time_format.ts";
import type { Actions } from "../../../actions/types.ts";
import { closeButton } from "../../ui/modal.ts";
import { icon } from "../../../icons/icons.ts";
import { iconButton } from "../../ui/buttons.ts";
import { contentUrl, downloadUrl, thumbnailUrl } from "./file_urls.ts";
import { image, imagePlaceholder } from "./image.ts";

type Open = Extract<Dialog, { kind: "viewer" }>;

/** One picture over everything, and the way to those before and after it. */
export function lightbox(open: Open, state: State, actions: Actions): Vnode | undefined {
  const all = imagesAround(state, open.from, open.file);
  const at = all.findIndex(({ picture }) => picture.id === open.file);
  const shown = all[at];
  if (!shown) return undefined;
  const go = (to: number) => {
    const next = all[Math.max(0, Math.min(to, all.length - 1))]!.picture.id;
    if (next !== open.file) actions.dialog({ ...open, file: next, actual: false });
  };
  const zoom = () => actions.dialog({ ...open, actual: !open.actual });
  return h(
    "dialog",
    {
      key: "viewer",
      class: classNames("viewer", open.actual && "actual"),
      "aria-labelledby": "dialog-title",
      mount: (element) => {
        (element as HTMLDialogElement).showModal();
        element.querySelector<HTMLElement>(".stage")?.focus();
      },
      on: {
        close: () => actions.dialog(undefined),
        keydown: (event: KeyboardEvent) => onKey(event, open.actual, at, all.length, go, zoom),
      },
    },
    bar(shown, open, at, all.length, zoom),
    stage(shown, open, actions, zoom, (by) => go(at + by)),
    all.length > 1 &&
      [
        turn("left", at > 0, () => go(at - 1)),
        turn("right", at < all.length - 1, () => go(at + 1)),
      ],
    [all[at - 1], all[at + 1]].map((near) => near && ahead(near)),
  );
}

function onKey(
  event: KeyboardEvent,
  actual: boolean,
  at: number,
  count: number,
  go: (to: number) => void,
  zoom: () => void,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const forward = document.documentElement.dir === "rtl" ? -1 : 1;
  const to: Record<string, number> = {
    ArrowRight: at + forward,
    ArrowLeft: at - forward,
    Home: 0,
    End: count - 1,
  };
  const next = to[event.key];
  // A picture that is larger than the window is moved by these keys.
  if (next !== undefined && !actual) go(next);
  else if (event.key === "z" || (event.key === "+" && !actual) || (event.key === "-" && actual)) {
    zoom();
  } else return;
  event.preventDefault();
}

function bar(
  { picture, name, at: time }: LightboxImage,
  { actual }: Open,
  at: number,
  count: number,
  zoom: () => void,
): Vnode {
  const zoomLabel = actual ? t.uploads.fit : t.uploads.actual;
  const download = t.files.download(picture.name);
  return h(
    "header",
    { class: "viewer-bar" },
    h(
      "div",
      { class: "viewer-about" },
      h("h2", { id: "dialog-title", dir: "auto", title: picture.name }, picture.name),
      h("p", { class: "hint" }, h("span", { dir: "auto" }, name), " · ", dateAndTime(time)),
    ),
    count > 1 &&
      h("span", { class: "hint viewer-place", role: "status" }, t.uploads.place(at + 1, count)),
    iconButton(actual ? "fit" : "zoom", zoomLabel, zoom),
    h(
      "a",
      {
        class: "icon-button",
        href: downloadUrl(picture),
        download: picture.name,
        "aria-label": download,
        title: download,
      },
      icon("download"),
    ),
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t.close,
        title: t.close,
        on: { click: closeButton },
      },
      icon("close"),
    ),
  );
}

function stage(
  { picture }: LightboxImage,
  { actual }: Open,
  actions: Actions,
  zoom: () => void,
  turn: (by: number) => void,
): Vnode {
  const { id, name, width, height } = picture;
  const whole = actions.preview(id) ?? contentUrl(picture);
  return h(
    "div",
    {
      class: "stage",
      tabindex: "0",
      role: "group",
      "aria-label": t.files.picture(name),
      mount: listenForSwipe,
      on: {
        swipe: (event: CustomEvent<"left" | "right" | "down">) => {
          if (actual) return;
          const forward = document.documentElement.dir === "rtl" ? -1 : 1;
          if (event.detail === "down") closeButton(event);
          else turn(event.detail === "left" ? forward : -forward);
        },
        // Beside the picture is the way out.
        click: (event: MouseEvent) => event.target === event.currentTarget && closeButton(event),
      },
    },
    h(
      "div",
      {
        key: id,
        class: "viewer-picture",
        vars: { "--ratio": width / height, "--width": width },
        on: { dblclick: zoom },
      },
      imagePlaceholder(picture),
      picture.thumb &&
        h("img", { class: "image", alt: "", "aria-hidden": "true", src: thumbnailUrl(picture) }),
      image(picture, whole, t.files.picture(name)),
    ),
  );
}

function turn(way: "left" | "right", can: boolean, go: () => void): Vnode {
  const label = way === "left" ? t.uploads.previous : t.uploads.next;
  return iconButton(way, label, go, {
    key: way,
    class: `icon-button turn ${way}`,
    "aria-disabled": can ? undefined : "true",
  });
}

/** Loads a picture that one may look at next. */
function ahead({ picture }: LightboxImage): Vnode {
  return h("img", {
    key: `ahead ${picture.id}`,
    class: "ahead",
    alt: "",
    "aria-hidden": "true",
    src: contentUrl(picture),
  });
}
