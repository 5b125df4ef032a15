import { h, names, type Vnode } from "../dom/h.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import { isBlocked, roomName, waiting } from "../state/select.ts";
import type { OwnRoom, State } from "../state/state.ts";
import { type Voice, voice } from "../state/voice.ts";
import { t } from "../strings/strings.ts";
import { length } from "../text.ts";
import { dateAndTime, timeOfDay } from "../time.ts";
import type { Acts } from "./acts.ts";
import { icon } from "./icons.ts";
import { textButton } from "./parts.ts";

/** Characters before the limit from which on the number left is shown. */
const NEAR = 500;

const DAY = 86_400_000;

/** Where one writes, and the line above it that tells of the connection and of who writes. */
export function composer(state: State, own: OwnRoom, acts: Acts): Vnode {
  const { id } = own.room;
  const text = state.drafts[id] ?? "";
  // Counting is only worth it where it can matter.
  const left = LIMITS.content - (text.length > LIMITS.content - NEAR ? length(text) : 0);
  const mine = voice(state, own);
  const ready = text.trim() !== "" && left >= 0 && mine.kind === "free";
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
      status(state, own, mine, acts),
      left <= NEAR && counter(left),
    ),
    mine.kind === "free" || mine.kind === "slow"
      ? box(own, text, left, ready, acts)
      : silenced(mine, state, acts),
  );
}

function box(own: OwnRoom, text: string, left: number, ready: boolean, acts: Acts): Vnode {
  const { id } = own.room;
  const label = t.composer.label(roomName(own.room));
  return h(
    "div",
    { class: "composer-box", key: "box" },
    h(
      "div",
      { class: "grow", "data-text": text },
      h("textarea", {
        key: id,
        rows: "1",
        placeholder: label,
        "aria-label": label,
        "aria-describedby": left <= NEAR ? "counter" : undefined,
        "aria-invalid": left < 0 ? "true" : undefined,
        enterkeyhint: "enter",
        value: text,
        mount: acts.field,
        on: {
          input: (event: InputEvent) => acts.draft(id, (event.target as HTMLTextAreaElement).value),
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
  );
}

/** Why one cannot write here now. */
function silenced(
  mine: Exclude<Voice, { kind: "free" | "slow" }>,
  state: State,
  acts: Acts,
): Vnode {
  const said = (text: string, more?: Vnode) =>
    h("p", { class: "silenced", key: "silenced", role: "status" }, text, more && [" ", more]);
  switch (mine.kind) {
    case "archived":
      return said(t.composer.archived);
    case "muted": {
      const isSoon = mine.until - state.now < DAY;
      return said(t.composer.muted((isSoon ? timeOfDay : dateAndTime)(mine.until)));
    }
    case "blocked": {
      const { person } = mine;
      return said(
        t.composer.blocked(person.name),
        textButton(t.person.unblock, () => acts.unblock(person)),
      );
    }
  }
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

function status(state: State, own: OwnRoom, mine: Voice, acts: Acts): Vnode | undefined {
  if (state.offline) {
    const count = waiting(state);
    return h(
      "span",
      { class: "link", role: "status", key: "offline" },
      h("span", { class: "link-dot" }),
      [t.link.offline, count > 0 && t.link.waiting(count)].filter(Boolean).join(" "),
      " ",
      textButton(t.link.now, acts.wake),
    );
  }
  if (state.link.kind !== "online") {
    return h("span", { class: "link later", role: "status", key: "connecting" }, t.link.connecting);
  }
  if (mine.kind === "slow") {
    const seconds = Math.ceil((mine.until - state.now) / 1_000);
    return h("span", { class: "said", key: "slow" }, t.composer.slow(seconds));
  }
  const names = (state.typing[own.room.id] ?? []).filter(({ id }) => !isBlocked(state, id))
    .map(({ name }) => name);
  if (names.length === 0) return undefined;
  return h("span", { class: "said", key: "typing" }, t.composer.writing(names));
}

function counter(left: number): Vnode {
  const text = left < 0 ? t.composer.over(-left) : t.composer.left(left);
  return h("span", { id: "counter", class: names("counter", left < 0 && "over") }, text);
}
