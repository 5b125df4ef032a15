import { h, type Vnode } from "../../dom/h.ts";
import type { Dialog } from "../../state/overlay.ts";
import { t } from "../../strings/more.ts";
import type { Acts } from "../acts.ts";
import { copyField } from "./invite.ts";
import { close, heading, modal } from "./modal.ts";

/** A link for someone else, that is shown once. */
export function link({ person, url }: Dialog & { kind: "link" }, acts: Acts): Vnode {
  return modal(
    "link",
    acts,
    heading(t.passwordLink.title),
    h("p", null, t.passwordLink.about(person.name)),
    copyField(t.passwordLink.title, url, acts),
    h("div", { class: "dialog-buttons" }, [
      h("button", { type: "button", class: "button", on: { click: close } }, t.passwordLink.done),
    ]),
  );
}
