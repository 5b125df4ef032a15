import { h, names, type Vnode } from "../dom/h.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import { waiting } from "../state/select.ts";
import type { OwnRoom, State } from "../state/state.ts";
import { t } from "../strings.ts";
import { length } from "../text.ts";
import type { Acts } from "./acts.ts";
import { icon } from "./icons.ts";

/** Characters before the limit from which on the number left is shown. */
const NEAR = 500;

/** Where one writes, and the line above it that tells of the connection. */
export function composer(state: State, own: OwnRoom, acts: Acts): Vnode {
  const { id, name } = own.room;
  const text = state.drafts[id] ?? "";
  // Counting is only worth it where it can matter.
  const left = LIMITS.content - (text.length > LIMITS.content - NEAR ? length(text) : 0);
  const ready = text.trim() !== "" && left >= 0;
  return h(
    "form",
    {
      class: "composer",
      on: {
        submit: (event: SubmitEvent) => {
          event.preventDefault();
          acts.send(id);
        },
      },
    },
    h(
      "div",
      { class: "status" },
      status(state, acts),
      left <= NEAR && counter(left),
    ),
    h(
      "div",
      { class: "composer-box" },
      h(
        "div",
        { class: "grow", "data-text": text },
        h("textarea", {
          key: id,
          rows: "1",
          placeholder: t.composer.label(name),
          "aria-label": t.composer.label(name),
          "aria-describedby": left <= NEAR ? "counter" : undefined,
          "aria-invalid": left < 0 ? "true" : undefined,
          enterkeyhint: "enter",
          value: text,
          mount: acts.field,
          on: {
            input: (event: InputEvent) =>
              acts.draft(id, (event.target as HTMLTextAreaElement).value),
            keydown: (event: KeyboardEvent) => onKey(event, () => acts.send(id)),
          },
        }),
      ),
      h(
        "button",
        {
          type: "submit",
          class: names("send", ready && "ready"),
          "aria-label": t.composer.send,
          title: t.composer.send,
          "aria-disabled": ready ? undefined : "true",
        },
        icon("send"),
      ),
    ),
  );
}

function onKey(event: KeyboardEvent, send: () => void): void {
  if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
  // Enter that ends the composition of a character is not for us; Safari tells it only by 229.
  if (event.isComposing || event.keyCode === 229) return;
  if (onTouch() && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  send();
}

/** Whether a finger is what one points with; its keyboards have no Shift-Enter. */
export function onTouch(): boolean {
  return matchMedia("(hover: none) and (pointer: coarse)").matches;
}

function status(state: State, acts: Acts): Vnode | undefined {
  if (state.offline) {
    const count = waiting(state);
    return h(
      "span",
      { class: "link", role: "status", key: "offline" },
      h("span", { class: "link-dot" }),
      [t.link.offline, count > 0 && t.link.waiting(count)].filter(Boolean).join(" "),
      " ",
      h("button", { type: "button", class: "text-button", on: { click: acts.wake } }, t.link.now),
    );
  }
  if (state.link.kind === "online") return undefined;
  return h("span", { class: "link later", role: "status", key: "connecting" }, t.link.connecting);
}

function counter(left: number): Vnode {
  const text = left < 0 ? t.composer.over(-left) : t.composer.left(left);
  return h("span", { id: "counter", class: names("counter", left < 0 && "over") }, text);
}
