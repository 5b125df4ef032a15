import { classNames, h, type Vnode } from "../../../vdom/h.ts";
import { attachedTo, type Attachment, uploadState } from "../../../state/attachments.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Actions } from "../../../actions/types.ts";
import { icon } from "../../../icons/icons.ts";
import { iconButton, textButton } from "../../ui/buttons.ts";
import { FILE_KIND_ICONS } from "./kind_icons.ts";

/** Files that are on their way to a message, each with how far it is. */
export function attachmentTray(key: string, state: State, actions: Actions): Vnode {
  const list = attachedTo(state, key);
  return h(
    "div",
    { class: "tray", key: `tray ${key}` },
    h(
      "ul",
      { "aria-label": t.uploads.list },
      list.map((one) => attachment(one, actions)),
    ),
    h(
      "p",
      { class: "tray-status" },
      h("span", { role: "status" }, standing(key, list, state)),
      state.files.sendWhenReady[key] &&
        [" ", textButton(t.uploads.notLater, () => actions.holdBack(key))],
    ),
  );
}

function standing(key: string, list: readonly Attachment[], state: State): string {
  const failed = list.filter(({ status }) => status === "failed").length;
  if (failed > 0) return t.uploads.wrong(failed);
  if (state.files.sendWhenReady[key]) return t.uploads.later;
  if (uploadState(list) === "ready") return t.uploads.ready(list.length);
  return t.uploads.there(list.filter(({ status }) => status === "done").length, list.length);
}

function attachment(one: Attachment, actions: Actions): Vnode {
  const { id, name, kind, preview, status, failure } = one;
  const canRetry = failure?.again || status === "stalled";
  return h(
    "li",
    { key: id, class: classNames("attachment", status) },
    h(
      "span",
      { class: "attachment-face" },
      icon(FILE_KIND_ICONS[kind]),
      preview && h("img", {
        alt: "",
        draggable: "false",
        // What only calls itself a picture.
        on: { error: ({ currentTarget }: Event) => (currentTarget as HTMLElement).hidden = true },
        src: preview,
      }),
    ),
    h(
      "span",
      { class: "attachment-about" },
      h("span", { class: "file-name", dir: "auto", title: name }, name),
      h("span", { class: "hint", title: failure?.message }, notice(one)),
    ),
    canRetry && iconButton("again", t.uploads.again(name), () => actions.uploadAgain(id)),
    iconButton("close", t.uploads.remove(name), () => actions.detach(id)),
    isUnderWay(one) && progress(one),
  );
}

function notice({ status, size, sent, failure }: Attachment): string {
  switch (status) {
    case "waiting":
      return t.uploads.waiting;
    case "going":
      return sent > 0 ? t.uploads.going(sent, size) : t.files.size(size);
    case "stalled":
      return t.uploads.stalled;
    case "failed":
      return failure?.message ?? t.uploads.failed;
    case "done":
      return t.files.size(size);
  }
}

function isUnderWay({ status }: Attachment): boolean {
  return status === "waiting" || status === "going" || status === "stalled";
}

function progress({ name, sent, size }: Attachment): Vnode {
  const done = Math.round(100 * sent / Math.max(1, size));
  return h(
    "span",
    {
      class: "progress",
      role: "progressbar",
      "aria-label": t.uploads.progress(name),
      "aria-valuemin": "0",
      "aria-valuemax": "100",
      "aria-valuenow": done,
      vars: { "--done": done / 100 },
    },
    h("span", null),
  );
}
