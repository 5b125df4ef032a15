import type { Person } from "../../../../lib/protocol/model.ts";
import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { account, presenceOf } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { avatar, spokenPresence } from "./avatar.ts";
import { labelTag } from "./buttons.ts";

/** What someone is besides a name, in one word. */
export function roleTag({ guest, role }: Pick<Person, "guest" | "role">): Vnode | false {
  return labelTag(guest ? t.guest : t.roles[role]);
}

/** Someone in a list: face, name, what they are; `end` is what one may do. */
export function personRow(
  state: State,
  person: Person,
  { before, tags, about: options, end }: {
    before?: Children;
    tags?: Children;
    /** A second line; without one the presence is only heard, and seen at the face. */
    about?: Children;
    end?: Children;
  },
): Vnode {
  const { id, name } = person;
  const { presence } = presenceOf(state, person);
  return h(
    "li",
    { key: id, class: options ? "person tall" : "person" },
    before,
    avatar(id, name, presence),
    h(
      "div",
      { class: "person-text" },
      h(
        "div",
        { class: "person-name" },
        h("span", { class: "name", dir: "auto", title: name }, name),
        !options && spokenPresence(presence),
        id === account(state).id && labelTag(t.you),
        tags,
      ),
      options && h("div", { class: "hint" }, options),
    ),
    end,
  );
}
