import { type Child, classNames, h, type Vnode } from "../../vdom/h.ts";
import type { Room } from "../../../../lib/protocol/model.ts";
import { knownRooms } from "../../state/known_rooms.ts";
import { fuzzyMatches } from "../../state/fuzzy_match.ts";
import type { PersonRef } from "../../state/dialogs.ts";
import { canGlobally } from "../../state/viewer_permissions.ts";
import { canCreateRooms } from "../../state/room_creation.ts";
import {
  account,
  isBlocked,
  latestRooms,
  presenceOf,
  roomName,
  unreadCounts,
} from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { avatar, avatarPair } from "../ui/avatar.ts";
import { type Icon, icon } from "../../icons/icons.ts";
import { guestTag, roomTitle } from "../ui/buttons.ts";
import { dialogHeading, modal } from "../ui/modal.ts";

/** Rooms, and people, that are shown at once. */
const SHOWN_ROOMS_MAX = 8;
const SHOWN_PEOPLE_MAX = 5;

/** Somewhere to go to. */
interface Goal {
  key: string;
  name: string;
  picture: Child;
  /** That it is a guest. */
  mark?: Vnode | false;
  does: () => void;
  /** Quieter than the others: not one's own. */
  other?: boolean;
  unread?: number;
  /** Whether some of that is meant for oneself. */
  calls?: boolean;
}

interface Group {
  title: string;
  goals: Goal[];
}

/** Any room, person or page by a few letters of its name. */
export function quickSwitcher(state: State, actions: Actions): Vnode {
  const groups = groupsOf(state, actions).filter(({ goals }) => goals.length > 0);
  const goals = groups.flatMap((group) => group.goals);
  const active = goals[Math.min(state.activeIndex, goals.length - 1)];
  const step = (by: number) =>
    actions.activate((Math.max(0, goals.indexOf(active!)) + by + goals.length) % goals.length);
  return modal(
    "go",
    actions,
    h(
      "form",
      {
        class: "go",
        on: {
          submit: (event: SubmitEvent) => {
            event.preventDefault();
            active?.does();
          },
        },
      },
      dialogHeading(t.sections.go),
      h("input", {
        type: "text",
        class: "go-field",
        dir: "auto",
        placeholder: t.go.hint,
        role: "combobox",
        "aria-label": t.sections.go,
        "aria-expanded": "true",
        "aria-controls": "goals",
        "aria-autocomplete": "list",
        "aria-activedescendant": active && idOf(active),
        autocomplete: "off",
        spellcheck: "false",
        enterkeyhint: "go",
        value: state.filter,
        on: {
          input: (event: InputEvent) => {
            const { value } = event.target as HTMLInputElement;
            actions.query(value);
            if (value.trim() === "") return;
            actions.find("namedPeople", value);
            actions.find("namedRooms", value);
          },
          keydown: (event: KeyboardEvent) => {
            const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (by === undefined || goals.length === 0) return;
            event.preventDefault();
            step(by);
          },
        },
      }),
      h(
        "div",
        { id: "goals", class: "go-list", role: "listbox", "aria-label": t.sections.go },
        groups.map((group) => section(group, active)),
      ),
      goals.length === 0 && h("p", { class: "list-empty", role: "status" }, t.go.none),
    ),
  );
}

function section({ title, goals }: Group, active: Goal | undefined): Vnode {
  return h(
    "div",
    { key: title, role: "group", "aria-label": title },
    h("div", { class: "go-title", "aria-hidden": "true" }, title),
    goals.map((goal) =>
      h(
        "div",
        {
          id: idOf(goal),
          key: goal.key,
          class: classNames("room-row", goal.other && "other", goal.unread ? "unread" : false),
          role: "option",
          "aria-selected": String(goal === active),
          on: { click: goal.does },
        },
        goal.picture,
        h("span", { class: "room-name", dir: "auto" }, goal.name),
        goal.mark,
        goal.unread !== undefined && goal.unread > 0 &&
          h("span", {
            class: classNames("count", !goal.calls && "quiet"),
            "aria-label": t.rooms.unread(goal.unread),
          }, [
            t.rooms.count(goal.unread),
          ]),
      )
    ),
  );
}

function idOf({ key }: Goal): string {
  return `goal-${key}`;
}

function groupsOf(state: State, actions: Actions): Group[] {
  const query = state.filter.trim();
  if (query === "") {
    const rooms = latestRooms(state).slice(0, SHOWN_ROOMS_MAX).map((room) =>
      toRoom(room, state, actions)
    );
    return [{ title: t.go.unread, goals: rooms }];
  }
  const rooms = fuzzyMatches(knownRooms(state), query, roomName).slice(0, SHOWN_ROOMS_MAX);
  return [
    { title: t.go.rooms, goals: rooms.map((room) => toRoom(room, state, actions)) },
    { title: t.go.people, goals: people(state, query, rooms).map(toPerson(state, actions)) },
    { title: t.go.pages, goals: fuzzyMatches(pages(state, actions), query, ({ name }) => name) },
    {
      title: t.titles.search,
      goals: [{
        key: "messages",
        name: t.go.messages(query),
        picture: icon("search"),
        does: () => actions.search(query),
      }],
    },
  ];
}

function toRoom(room: Room, state: State, actions: Actions): Goal {
  const own = state.rooms[room.id];
  const { unread, mentions } = own ? unreadCounts(own, state) : { unread: 0, mentions: 0 };
  const [name, mark] = roomTitle(room);
  return {
    key: `room-${room.id}`,
    name,
    mark,
    picture: room.kind === "direct"
      ? avatarPair(room, state)
      : icon(room.archived ? "archive" : room.kind === "private" ? "lock" : "hash"),
    does: () => actions.go(room.id),
    other: !room.role,
    unread,
    calls: room.kind === "direct" || mentions > 0,
  };
}

/** Those who are found, and those whom one has met, guests among them; not whom one writes to already. */
function people(state: State, query: string, rooms: readonly Room[]): PersonRef[] {
  const shown = rooms.flatMap((room) => room.people?.length === 1 ? room.people : [])
    .map(({ id }) => id);
  const found = (state.lists.namedPeople?.items ?? []).map(({ id, name }) => [id, name] as const);
  const met = Object.entries(state.displayNames);
  const others = Array.from(
    new Map([...met, ...found]),
    ([id, name]) => ({ id, name, guest: state.guestFlags[id] }),
  )
    .filter(({ id }) => id !== account(state).id && !shown.includes(id) && !isBlocked(state, id));
  return fuzzyMatches(others, query, ({ name }) => name).slice(0, SHOWN_PEOPLE_MAX);
}

function toPerson(state: State, actions: Actions): (person: PersonRef) => Goal {
  return (person) => ({
    key: `person-${person.id}`,
    name: person.name,
    mark: guestTag(person),
    picture: avatar(person.id, person.name, presenceOf(state, person).presence),
    does: () => {
      actions.dialog(undefined);
      actions.write([person]);
    },
  });
}

/** Where else one may go, and what one may do there. */
function pages(state: State, actions: Actions): Goal[] {
  const page = (name: string, path: string, picture: Icon): Goal => ({
    key: path,
    name,
    picture: icon(picture),
    does: () => actions.open(path),
  });
  const dialog = (name: string, kind: "create" | "shortcuts" | "signout", picture: Icon): Goal => ({
    key: kind,
    name,
    picture: icon(picture),
    does: () => actions.dialog({ kind }),
  });
  return [
    page(t.titles.search, "/search", "search"),
    page(t.titles.rooms, "/rooms", "compass"),
    page(t.titles.people, "/people", "people"),
    page(t.titles.saved, "/saved", "bookmark"),
    page(t.titles.settings, "/settings", "settings"),
    page(t.titles.account, "/account", "device"),
    ...(canGlobally(account(state), "manage accounts")
      ? [page(t.titles.admin, "/admin", "shield")]
      : []),
    ...(canCreateRooms(state) ? [dialog(t.create.title, "create", "plus")] : []),
    dialog(t.shortcuts.title, "shortcuts", "keyboard"),
    dialog(t.signOut.title, "signout", "leave"),
  ];
}
