import { type Children, h, type Vnode } from "../../vdom/h.ts";
import type { Room } from "../../../../lib/protocol/model.ts";
import type { Invite } from "../../state/paged_lists.ts";
import type { MadeInvite, State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { fromNow } from "../../i18n/format/formatters.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, selectField, submitButton, submittingForm } from "../ui/forms.ts";
import { pagedList } from "../ui/paged_list.ts";
import { button } from "../ui/buttons.ts";
import { dialogWithHeading } from "../ui/modal.ts";

const INVITE_HOURS = [1, 24, 7 * 24, 30 * 24];
const INVITE_USES = [1, 5, 25, 100];

/** Makes links into a room, and ends them. */
export function inviteDialog(room: Room, state: State, actions: Actions): Vnode {
  const { createdInvite: created } = state;
  return dialogWithHeading(
    "invite",
    t.invite.title(room.name),
    actions,
    h("p", { class: "hint" }, t.invite.about),
    created ? linkOf(created, actions) : terms(room.id, state, actions),
    h("h3", { class: "dialog-part" }, t.invite.live),
    pagedList(state.lists.invites, {
      of: room.id,
      row: (one) => row(one, room.id, state.now, actions),
      nothing: t.invite.none,
      again: () => actions.show("invites", room.id),
    }),
  );
}

function terms(room: string, state: State, actions: Actions): Children {
  const form = currentForm(state, "invite");
  return submittingForm(
    (read) => {
      const uses = Number(read("uses"));
      actions.invite(room, { hours: Number(read("hours")), ...(uses > 0 ? { uses } : {}) });
    },
    { class: "invite-terms", key: "terms" },
    selectField({
      name: "hours",
      label: t.invite.expires,
      options: INVITE_HOURS.map((hours) => ({ value: hours, label: t.invite.hours(hours) })),
      chosen: 7 * 24,
    }),
    selectField({
      name: "uses",
      label: t.invite.uses,
      options: [
        { value: 0, label: t.invite.anyone },
        ...INVITE_USES.map((uses) => ({ value: uses, label: t.invite.people(uses) })),
      ],
      chosen: 0,
    }),
    formError(form, state.now),
    submitButton(t.invite.action, form, state.now),
  );
}

function linkOf({ url, code }: MadeInvite, actions: Actions): Vnode {
  return h(
    "div",
    { class: "made", key: "made" },
    copyField(t.invite.link, url, actions),
    h(
      "div",
      { class: "qr" },
      code && h(
        "svg",
        {
          viewBox: `0 0 ${code.size} ${code.size}`,
          role: "img",
          "aria-label": t.invite.qr,
          "shape-rendering": "crispEdges",
        },
        h("path", { d: code.path }),
      ),
    ),
  );
}

/** A link that is there to be copied. */
export function copyField(label: string, url: string, actions: Actions): Vnode {
  const copy = (event: Event) => {
    const field = (event.currentTarget as Element).closest(".copy")?.querySelector("input");
    actions.copy(url, field);
  };
  return h(
    "div",
    { class: "copy" },
    h("input", {
      type: "text",
      readonly: true,
      value: url,
      "aria-label": label,
      on: { focus: (event: FocusEvent) => (event.target as HTMLInputElement).select() },
    }),
    button(t.copy, () => {}, "primary", {
      on: { click: copy },
      autofocus: true,
    }),
  );
}

function row(
  { id, expiresAt, used, uses }: Invite,
  room: string,
  now: number,
  actions: Actions,
): Vnode {
  const when = fromNow(Date.parse(expiresAt), now);
  return h(
    "li",
    { key: id, class: "person" },
    h("div", { class: "person-text" }, [
      h("span", null, t.invite.expiring(when)),
      h("span", { class: "hint" }, ` · ${t.invite.used(used, uses)}`),
    ]),
    button(t.invite.revoke, () => actions.revoke(room, id), "small", {
      "aria-label": t.invite.revokeOne(when),
    }),
  );
}
