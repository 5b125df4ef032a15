import { h, type Vnode } from "../../dom/h.ts";
import type { Found } from "../../state/lists.ts";
import { pathOf } from "../../state/route.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/more.ts";
import { roomCalled } from "../../strings/words.ts";
import { dateAndTime, fullTime } from "../../time.ts";
import { avatar } from "../avatar.ts";
import { guestTag } from "../parts.ts";

/** A message that was found: who said it, where, when, and what was looked for in it; leads to it. */
export function hit({ id, message, room, snippet }: Found, state: State): Vnode {
  const { userId, name, seq, thread, timestamp } = message;
  const at = Date.parse(timestamp);
  const known = state.rooms[room.id]?.room;
  const place = known ? roomCalled(known) : room.name;
  return h("li", { key: id }, [
    h(
      "a",
      { class: "hit", href: pathOf(room.id, { at: seq, ...(thread ? { thread } : {}) }) },
      avatar(userId, name),
      h(
        "span",
        { class: "hit-text" },
        h(
          "span",
          { class: "hit-head" },
          h("span", { class: "name", dir: "auto" }, name),
          guestTag(message),
          h("span", { class: "hint clip", dir: "auto" }, t.search.inPlace(place)),
          h("time", { class: "hint", datetime: timestamp, title: fullTime(at) }, dateAndTime(at)),
        ),
        h("span", { class: "snippet", dir: "auto" }, [
          snippet.map((piece) => piece.hit ? h("mark", null, piece.text) : piece.text),
        ]),
      ),
    ),
  ]);
}
