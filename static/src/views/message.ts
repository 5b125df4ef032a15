import { h, names, type Vnode } from "../dom/h.ts";
import type { Said } from "../state/rows.ts";
import { t } from "../strings.ts";
import { pieces } from "../text.ts";
import { fullTime, shortTime, timeOfDay } from "../time.ts";
import type { Acts } from "./acts.ts";
import { avatar } from "./avatar.ts";

const made = new WeakMap<Said, { head: boolean; vnode: Vnode }>();

/** A message; the same Vnode as before when nothing about it is new. */
export function message(said: Said, head: boolean, acts: Acts): Vnode {
  const before = made.get(said);
  if (before?.head === head) return before.vnode;
  const vnode = draw(said, head, acts);
  made.set(said, { head, vnode });
  return vnode;
}

function draw(said: Said, head: boolean, acts: Acts): Vnode {
  const { pending } = said;
  return h(
    "li",
    {
      key: said.key,
      class: names("message", head && "head", pending && (pending.failed ? "failed" : "pending")),
      tabindex: "-1",
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
        button(t.tryAgain, () => acts.retry(pending.id)),
        button(t.timeline.discard, () => acts.discard(pending.id)),
      ),
    ),
  );
}

function time(said: Said, name: string, text: string): Vnode {
  const datetime = new Date(said.at).toISOString();
  return h("time", { class: name, datetime, title: fullTime(said.at) }, text);
}

function button(label: string, click: () => void): Vnode {
  return h("button", { type: "button", class: "text-button", on: { click } }, label);
}

function content(text: string): (Vnode | string)[] {
  return pieces(text).map((piece) =>
    piece.href
      ? h("a", { href: piece.href, target: "_blank", rel: "noopener noreferrer" }, piece.text)
      : piece.text
  );
}
