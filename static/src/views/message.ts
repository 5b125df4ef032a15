import { h, names, type Vnode } from "../dom/h.ts";
import type { Said } from "../state/rows.ts";
import { t } from "../strings/strings.ts";
import { pieces } from "../text.ts";
import { fullTime, shortTime, timeOfDay } from "../time.ts";
import type { Acts } from "./acts.ts";
import { avatar } from "./avatar.ts";
import { iconButton, textButton } from "./parts.ts";

/** How a message stands in the timeline, and what one may do to it. */
export interface Stance {
  room: string;
  head: boolean;
  mine: boolean;
  deletable: boolean;
}

const made = new WeakMap<Said, { stance: Stance; vnode: Vnode }>();

/** A message; the same Vnode as before when nothing about it is new. */
export function message(said: Said, stance: Stance, acts: Acts): Vnode {
  const before = made.get(said);
  if (
    before?.stance.head === stance.head && before.stance.deletable === stance.deletable
  ) return before.vnode;
  const vnode = draw(said, stance, acts);
  made.set(said, { stance, vnode });
  return vnode;
}

function draw(said: Said, { room, head, mine, deletable }: Stance, acts: Acts): Vnode {
  const { pending, seq } = said;
  const ask = () =>
    seq !== undefined &&
    acts.dialog({ kind: "confirm", deed: { kind: "delete", room, seq, mine } });
  const anchor = `message-${said.key}`;
  return h(
    "li",
    {
      key: said.key,
      id: anchor,
      class: names("message", head && "head", pending && (pending.failed ? "failed" : "pending")),
      tabindex: "-1",
      on: {
        keydown: (event: KeyboardEvent) => {
          if (event.key === "Delete" && deletable && event.target === event.currentTarget) ask();
        },
        // Said by the page when a finger rests on it.
        press: () =>
          seq !== undefined && acts.menu({
            kind: "message",
            anchor,
            room,
            seq,
            content: said.content,
            mine,
            deletable,
          }),
      },
    },
    head ? avatar(said.userId, said.name) : time(said, "message-time gutter", shortTime(said.at)),
    h(
      "div",
      { class: "message-body" },
      head
        ? h(
          "div",
          { class: "byline" },
          h("span", { class: "author", dir: "auto" }, said.name),
          time(said, "message-time", timeOfDay(said.at)),
        )
        : h("span", { class: "sr" }, `${said.name}: `),
      h("div", { class: "content", dir: "auto" }, content(said.content)),
      pending && !pending.failed && h("span", { class: "sr" }, t.timeline.pending),
      pending?.failed && h(
        "div",
        { class: "send-failed" },
        h("span", null, t.timeline.failedToSend, " ", pending.failed.message),
        textButton(t.tryAgain, () => acts.retry(pending.id)),
        textButton(t.timeline.discard, () => acts.discard(pending.id)),
      ),
    ),
    deletable && h("div", { class: "message-bar" }, iconButton("trash", t.timeline.delete, ask)),
  );
}

function time(said: Said, name: string, text: string): Vnode {
  const datetime = new Date(said.at).toISOString();
  return h("time", { class: name, datetime, title: fullTime(said.at) }, text);
}

function content(text: string): (Vnode | string)[] {
  return pieces(text).map((piece) =>
    piece.href
      ? h("a", { href: piece.href, target: "_blank", rel: "noopener noreferrer" }, piece.text)
      : piece.text
  );
}
