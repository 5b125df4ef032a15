import { isGuest } from "../../../../../lib/protocol/guests.ts";
import { h, type Vnode } from "../../../vdom/h.ts";
import type { AdminAccount } from "../../../state/paged_lists.ts";
import { account, presenceOf } from "../../../state/selectors.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Actions } from "../../../actions/types.ts";
import { pagedList } from "../../ui/paged_list.ts";
import { iconButton, labelTag } from "../../ui/buttons.ts";
import { personRow } from "../../ui/person_row.ts";

/** Everyone who has ever come in, and what one may do to them. */
export function accountList(state: State, actions: Actions): Vnode {
  return h(
    "div",
    { class: "tab-body" },
    h("input", {
      type: "search",
      class: "search",
      placeholder: t.admin.find,
      "aria-label": t.admin.find,
      autocomplete: "off",
      on: {
        input: (event: InputEvent) =>
          actions.find("accounts", (event.target as HTMLInputElement).value),
      },
    }),
    pagedList(state.lists.accounts, {
      row: (one) => row(one, state, actions),
      nothing: t.admin.none,
      rove: ".person-menu",
      more: () => actions.more("accounts"),
      again: () => actions.reload("accounts"),
    }),
  );
}

function row(one: AdminAccount, state: State, actions: Actions): Vnode {
  const { id, name, role, username, disabled, createdAt, seenAt } = one;
  const anchor = `account-${id}`;
  const isMe = id === account(state).id;
  const { presence } = presenceOf(state, { id });
  const isHere = isMe || presence !== "offline";
  const seen = isHere
    ? t.presence[isMe ? "online" : presence]
    : seenAt
    ? t.lastSeen(Date.parse(seenAt), state.now)
    : t.admin.since(Date.parse(createdAt));
  const person = { id, name, role, guest: isGuest(one), presence } as const;
  return personRow(state, person, {
    tags: [
      isGuest(one) ? labelTag(t.guest) : labelTag(t.roles[role]),
      disabled && h("span", { class: "tag danger" }, t.admin.disabled),
    ],
    about: [username, seen].filter(Boolean).join(" · "),
    end: iconButton(
      "more",
      t.admin.menu(name),
      () => actions.menu({ kind: "account", account: one, anchor }),
      {
        id: anchor,
        class: "icon-button person-menu",
        "aria-haspopup": "menu",
        "aria-expanded": String(state.menu?.anchor === anchor),
      },
    ),
  });
}
