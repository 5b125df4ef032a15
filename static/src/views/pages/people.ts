import { DIRECT_ROOM_PEOPLE_MAX } from "../../../../lib/protocol/limits.ts";
import { h, type Vnode } from "../../vdom/h.ts";
import type { Person } from "../../../../lib/protocol/model.ts";
import { account, isBlocked, presenceOf } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { joinNames } from "../../i18n/format/formatters.ts";
import type { Actions } from "../../actions/types.ts";
import { presenceText } from "../ui/avatar.ts";
import { pagedList } from "../ui/paged_list.ts";
import { button, plainPage, textButton } from "../ui/buttons.ts";
import { personRow, roleTag } from "../ui/person_row.ts";

/** People in one direct room, besides the user. */
const DIRECT_ROOM_OTHERS_MAX = DIRECT_ROOM_PEOPLE_MAX - 1;

/** Everyone who has an account here, to be written to. */
export function peoplePage(state: State, actions: Actions): Vnode {
  return plainPage(
    state,
    actions,
    t.titles.people,
    false,
    h("input", {
      type: "search",
      class: "search",
      placeholder: t.people.find,
      "aria-label": t.people.find,
      autocomplete: "off",
      mount: actions.field,
      on: {
        input: (event: InputEvent) =>
          actions.find("people", (event.target as HTMLInputElement).value),
      },
    }),
    pagedList(state.lists.people, {
      row: (person) => person.id !== account(state).id && row(state, person, actions),
      nothing: state.lists.people?.query ? t.people.none : t.people.empty,
      more: () => actions.more("people"),
      again: () => actions.reload("people"),
    }),
    state.selectedPeople.length > 0 && selection(state, actions),
  );
}

function row(state: State, person: Person, actions: Actions): Vnode {
  const { id, name } = person;
  const isOpen = !isBlocked(state, id);
  const isChosen = state.selectedPeople.some((one) => one.id === id);
  return personRow(state, person, {
    before: h("input", {
      type: "checkbox",
      class: "choose",
      "aria-label": t.people.choose(name),
      checked: isChosen,
      disabled: !isOpen || (!isChosen && state.selectedPeople.length >= DIRECT_ROOM_OTHERS_MAX),
      on: {
        change: (event: Event) =>
          actions.choose({ id, name }, (event.target as HTMLInputElement).checked),
      },
    }),
    tags: roleTag(person),
    about: isOpen ? presenceText(presenceOf(state, person), state.now) : t.people.blocked,
    end: isOpen && button(t.people.write, () => actions.write([person]), "small", {
      "aria-label": t.people.writeTo(name),
    }),
  });
}

/** Those who are chosen to be written to together. */
function selection({ selectedPeople }: State, actions: Actions): Vnode {
  return h(
    "div",
    { class: "chosen", key: "chosen", role: "status" },
    h(
      "span",
      { class: "clip" },
      joinNames(
        selectedPeople.map(({ name }) => name),
        selectedPeople.length,
        DIRECT_ROOM_OTHERS_MAX,
      ),
    ),
    selectedPeople.length >= DIRECT_ROOM_OTHERS_MAX &&
      h("span", { class: "hint" }, t.people.most(DIRECT_ROOM_OTHERS_MAX)),
    textButton(
      t.people.clear,
      () => selectedPeople.forEach((person) => actions.choose(person, false)),
    ),
    button(
      t.people.writeTogether(selectedPeople.length),
      () => actions.write(selectedPeople),
      "primary",
    ),
  );
}
