import { h, type Vnode } from "../../vdom/h.ts";
import type { Person } from "../../../../lib/protocol/model.ts";
import { account, isBlocked, seenOf } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { several } from "../../i18n/format/formatters.ts";
import type { Acts } from "../../actions/types.ts";
import { presenceText } from "../ui/avatar.ts";
import { listing } from "../ui/paged_list.ts";
import { button, plainPage, textButton } from "../ui/buttons.ts";
import { personRow, roleTag } from "../ui/person_row.ts";

/** People in one direct room, besides oneself. */
const MOST = 7;

/** Everyone who has an account here, to be written to. */
export function people(state: State, acts: Acts): Vnode {
  return plainPage(
    state,
    acts,
    t.titles.people,
    false,
    h("input", {
      type: "search",
      class: "search",
      placeholder: t.people.find,
      "aria-label": t.people.find,
      autocomplete: "off",
      mount: acts.field,
      on: {
        input: (event: InputEvent) => acts.find("people", (event.target as HTMLInputElement).value),
      },
    }),
    listing(state.lists.people, {
      row: (person) => person.id !== account(state).id && row(state, person, acts),
      nothing: state.lists.people?.query ? t.people.none : t.people.empty,
      more: () => acts.more("people"),
      again: () => acts.reload("people"),
    }),
    state.chosen.length > 0 && chosen(state, acts),
  );
}

function row(state: State, person: Person, acts: Acts): Vnode {
  const { id, name } = person;
  const isOpen = !isBlocked(state, id);
  const isChosen = state.chosen.some((one) => one.id === id);
  return personRow(state, person, {
    before: h("input", {
      type: "checkbox",
      class: "choose",
      "aria-label": t.people.choose(name),
      checked: isChosen,
      disabled: !isOpen || (!isChosen && state.chosen.length >= MOST),
      on: {
        change: (event: Event) =>
          acts.choose({ id, name }, (event.target as HTMLInputElement).checked),
      },
    }),
    tags: roleTag(person),
    about: isOpen ? presenceText(seenOf(state, person), state.now) : t.people.blocked,
    end: isOpen && button(t.people.write, () => acts.write([person]), "small", {
      "aria-label": t.people.writeTo(name),
    }),
  });
}

/** Those who are chosen to be written to together. */
function chosen({ chosen }: State, acts: Acts): Vnode {
  return h(
    "div",
    { class: "chosen", key: "chosen", role: "status" },
    h("span", { class: "clip" }, several(chosen.map(({ name }) => name), chosen.length, MOST)),
    chosen.length >= MOST && h("span", { class: "hint" }, t.people.most(MOST)),
    textButton(t.people.clear, () => chosen.forEach((person) => acts.choose(person, false))),
    button(t.people.writeTogether(chosen.length), () => acts.write(chosen), "primary"),
  );
}
