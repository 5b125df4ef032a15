import { type Child, h, type Vnode } from "../dom/h.ts";
import { isDoor } from "../state/route.ts";
import { openRoom, roomName, totalUnread } from "../state/select.ts";
import type { State } from "../state/state.ts";
import { t } from "../strings/strings.ts";
import type { Acts } from "./acts.ts";
import { details } from "./details/details.ts";
import { dialog } from "./dialogs/dialog.ts";
import { door, unreachable } from "./doors/door.ts";
import { laterPage } from "./later.ts";
import { menu } from "./menu.ts";
import { room } from "./room.ts";
import { sidebar } from "./sidebar.ts";

const more = () => import("./more.ts");
const browse = laterPage(t.browse.title, async () => (await more()).browse);
const people = laterPage(t.people.title, async () => (await more()).people);
const profile = laterPage(t.account.title, async () => (await more()).profile);
const admin = laterPage(t.admin.title, async () => (await more()).admin);

/** The whole page. */
export function page(state: State, acts: Acts): Child[] {
  switch (state.session.kind) {
    case "unknown":
      return [];
    case "unreachable":
      return [unreachable(acts)];
    case "none":
      return [door(state, acts), ...over(state, acts)];
    case "open":
      return [
        isDoor(state.route.kind) ? door(state, acts) : app(state, acts),
        ...over(state, acts),
      ];
  }
}

function app(state: State, acts: Acts): Vnode {
  const own = openRoom(state);
  const beside = own && state.details && details(state, own, acts);
  const kind = ["app", state.sheet && "sheet-open", beside && "details-open"];
  return h(
    "div",
    { class: kind.filter(Boolean).join(" "), key: "app" },
    h("a", { class: "skip", href: "#main" }, t.skip),
    sidebar(state, acts),
    h("div", { class: "scrim", on: { click: () => acts.sheet(false) } }),
    place(state, acts),
    beside,
  );
}

function place(state: State, acts: Acts): Vnode | undefined {
  switch (state.route.kind) {
    case "rooms":
      return browse(state, acts);
    case "people":
      return people(state, acts);
    case "account":
      return profile(state, acts);
    case "admin":
      return admin(state, acts);
    default:
      return room(state, acts);
  }
}

/** What stands over the page. */
function over(state: State, acts: Acts): Child[] {
  const open = state.dialog && dialog(state.dialog, state, acts);
  const { toast } = state;
  return [
    open,
    state.menu && menu(state.menu, state, acts),
    toast && said(toast),
  ].filter((part) => part !== undefined);
}

/** One sentence, above whatever else is open. */
function said({ text, wrong }: NonNullable<State["toast"]>): Vnode {
  return h("p", {
    key: text,
    class: wrong ? "toast wrong" : "toast",
    popover: "manual",
    mount: (element) => element.showPopover(),
  }, text);
}

const PLACES: Readonly<Record<string, string>> = {
  rooms: t.browse.title,
  people: t.people.title,
  account: t.account.title,
  admin: t.admin.title,
  setup: t.setUp.title,
  signin: t.signIn.title,
  signup: t.signUp.title,
  reset: t.reset.title,
};

/** What the window is called. */
export function title(state: State): string {
  const unread = totalUnread(state);
  const own = openRoom(state);
  const place = own ? roomName(own.room) : PLACES[state.route.kind];
  const name = place ? `${place} · ${t.product}` : t.product;
  return unread > 0 ? `(${t.rooms.count(unread)}) ${name}` : name;
}
