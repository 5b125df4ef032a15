import { isGuest } from "../../../../lib/protocol/guests.ts";
import { classNames, h, type Vnode } from "../../vdom/h.ts";
import { openMenu } from "../../dom/menu_position.ts";
import type { Account } from "../../../../lib/protocol/model.ts";
import type { AdminAccount, ListedMember } from "../../state/paged_lists.ts";
import type { Confirmation, OpenMenu } from "../../state/dialogs.ts";
import { canActOn, canGlobally } from "../../state/viewer_permissions.ts";
import { NOTIFICATION_LEVELS } from "../../state/notifications.ts";
import { account, isBlocked, roomName } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { icon } from "../../icons/icons.ts";
import { messageMenu } from "./message_menu.ts";

/** Minutes for which one may be muted from the menu. */
const MUTE_MINUTES = [5, 60, 24 * 60];

export interface MenuItem {
  label: string;
  /** Shown in place of the label, among others in a row. */
  emoji?: string;
  pressed?: boolean;
  /** What it does, or where it goes. */
  does: (() => void) | string;
  danger?: boolean;
  /** Whether it is the one that is so, of several. */
  chosen?: boolean;
}

/** Menus that are lists. */
export type MenuEntry = Exclude<OpenMenu, { kind: "emoji" }>;

/** What belongs together stands between two lines. */
export type MenuGroup = (MenuItem | false)[];

/** The menu that is open. */
export function popoverMenu(open: MenuEntry, state: State, actions: Actions): Vnode {
  const groups = groupsOf(open, state, actions).map((group) =>
    group.filter((item) => item !== false)
  );
  const list = h(
    "div",
    {
      class: "menu",
      popover: "manual",
      role: "menu",
      "data-rove": ".menu-item",
      "data-anchor": open.anchor,
      mount: (menu) => {
        openMenu(menu, () => actions.menu(undefined));
        menu.querySelector<HTMLElement>(".menu-item")?.focus();
      },
      on: { click: () => actions.menu(undefined) },
    },
    groups.filter((group) => group.length > 0)
      .map((group) => {
        const kind = classNames("menu-group", group[0]?.emoji !== undefined && "quick");
        return h("div", { class: kind, role: "group" }, group.map(draw));
      }),
  );
  // A landmark, as it stands beside all others.
  return h("section", { key: open.anchor, "aria-label": t.messages.more }, list);
}

function draw({ label, does, danger, emoji, pressed, chosen }: MenuItem): Vnode {
  if (emoji !== undefined && typeof does === "function") {
    return h("button", {
      type: "button",
      key: emoji,
      class: classNames("menu-item emoji", pressed && "own"),
      role: "menuitemcheckbox",
      "aria-checked": String(pressed === true),
      "aria-label": label,
      on: { click: does },
    }, emoji);
  }
  const role = chosen === undefined
    ? { role: "menuitem" }
    : { role: "menuitemradio", "aria-checked": String(chosen) };
  const props = { class: classNames("menu-item", danger && "danger"), key: label, ...role };
  return typeof does === "string" ? h("a", { ...props, href: does }, label) : h(
    "button",
    { type: "button", ...props, on: { click: does } },
    label,
    chosen && icon("check"),
  );
}

function groupsOf(open: MenuEntry, state: State, actions: Actions): MenuGroup[] {
  switch (open.kind) {
    case "me":
      return ofMe(account(state), actions);
    case "room":
      return ofRoom(open.room, state, actions);
    case "member":
      return ofMember(open.room, open.person, state, actions);
    case "account":
      return ofAccount(open.account, state, actions);
    case "message":
      return messageMenu(open, state, actions);
  }
}

function ofMe(me: Account, actions: Actions): MenuGroup[] {
  return [
    [
      isGuest(me) && { label: t.me.claim, does: "/account" },
      { label: t.me.account, does: "/account" },
      { label: t.me.settings, does: "/settings" },
      canGlobally(me, "manage accounts") && { label: t.me.admin, does: "/admin" },
    ],
    [{ label: t.me.shortcuts, does: () => actions.dialog({ kind: "shortcuts" }) }],
    [{ label: t.me.signOut, does: () => actions.dialog({ kind: "signout" }) }],
  ];
}

function ofRoom(id: string, state: State, actions: Actions): MenuGroup[] {
  const room = state.rooms[id]?.room;
  if (!room) return [];
  const levels = NOTIFICATION_LEVELS.map((level) => ({
    label: t.notifications.notifyOf[level],
    chosen: room.level === level,
    does: () => actions.setLevel(id, level),
  }));
  const isDirect = room.kind === "direct";
  const action: Confirmation = {
    kind: isDirect ? "hide" : "leave",
    room: id,
    name: roomName(room),
  };
  return [
    levels,
    [
      {
        label: isDirect ? t.details.hide : t.details.leave,
        does: () => actions.dialog({ kind: "confirm", confirmation: action }),
        danger: !isDirect,
      },
    ],
  ];
}

function ofMember(id: string, person: ListedMember, state: State, actions: Actions): MenuGroup[] {
  const room = state.rooms[id]?.room;
  const profile = {
    label: t.person.profile,
    does: () => actions.dialog({ kind: "profile", person }),
  };
  if (!room || person.id === account(state).id) return [[profile]];
  const ask = (action: Confirmation) => () =>
    actions.dialog({ kind: "confirm", confirmation: action });
  const options = { room: id, name: roomName(room), open: room.kind === "public", person };
  const isOwner = person.roomRole === "owner";
  const blocked = isBlocked(state, person.id);
  const mutes = MUTE_MINUTES.map((minutes) => ({
    label: t.person.mute(minutes),
    does: () => actions.mute(id, person, minutes),
  }));
  return [
    [profile, !blocked && { label: t.person.write, does: () => actions.write([person]) }],
    [
      canActOn(state, room, "make owners", person) && {
        label: isOwner ? t.person.makeMember : t.person.makeOwner,
        does: ask({ kind: "member", ...options, role: isOwner ? "member" : "owner" }),
      },
    ],
    canActOn(state, room, "mute", person)
      ? [...mutes, { label: t.person.unmute, does: () => actions.mute(id, person, 0) }]
      : [],
    [
      canActOn(state, room, "remove", person) &&
      { label: t.person.remove, does: ask({ kind: "remove", ...options }), danger: true },
      canActOn(state, room, "ban", person) &&
      { label: t.person.ban, does: ask({ kind: "ban", ...options }), danger: true },
      blocked
        ? { label: t.unblock, does: () => actions.unblock(person) }
        : { label: t.person.block, does: ask({ kind: "block", person }), danger: true },
    ],
  ];
}

function ofAccount(one: AdminAccount, state: State, actions: Actions): MenuGroup[] {
  const ask = (action: Confirmation) => () =>
    actions.dialog({ kind: "confirm", confirmation: action });
  const person = { id: one.id, name: one.name };
  const roles = (["client", "operator", "admin"] as const).map((role) =>
    role !== one.role && { label: t.admin.make[role], does: ask({ kind: "role", role, person }) }
  );
  return [
    isGuest(one) ? [] : roles,
    [!isGuest(one) && { label: t.admin.relink, does: ask({ kind: "relink", person }) }],
    one.id === account(state).id ? [] : [
      one.disabled
        ? { label: t.admin.enable, does: () => actions.enable(person) }
        : { label: t.admin.disable, does: ask({ kind: "disable", person }), danger: true },
      { label: t.admin.erase, does: ask({ kind: "erase", person }), danger: true },
    ],
  ];
}
