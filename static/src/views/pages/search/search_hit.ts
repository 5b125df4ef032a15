import { h, type Vnode } from "../../../vdom/h.ts";
import type { SearchHit } from "../../../state/paged_lists.ts";
import { pathOf } from "../../../state/route.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import { roomLabel } from "../../../i18n/format/formatters.ts";
import { dateAndTime, fullTime } from "../../../i18n/format/time_format.ts";
import { avatar } from "../../ui/avatar.ts";
import { guestTag } from "../../ui/buttons.ts";

/** A message that was found: who said it, where, when, and what was looked for in it; leads to it. */
export function searchHit({ id, message, room, snippet }: SearchHit, state: State): Vnode {
  const { userId, name, seq, thread, timestamp } = message;
  const at = Date.parse(timestamp);
  const known = state.rooms[room.id]?.room;
  const place = known ? roomLabel(known) : room.name;
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
