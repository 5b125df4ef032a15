import { isGuest } from "../../../../lib/protocol/guests.ts";
import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { LIMITS } from "../../../../lib/protocol/limits.ts";
import type { Device } from "../../state/paged_lists.ts";
import { account, ownPresence } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { fromNow } from "../../i18n/format/formatters.ts";
import { deviceName } from "./device_name.ts";
import type { Actions } from "../../actions/types.ts";
import { avatar } from "../ui/avatar.ts";
import { canSignUp, signUpForm } from "../auth/sign_up.ts";
import { currentForm, formError, submitButton, submittingForm, textField } from "../ui/forms.ts";
import { icon } from "../../icons/icons.ts";
import { pagedList } from "../ui/paged_list.ts";
import { button, labelTag, plainPage } from "../ui/buttons.ts";
import { personRow, roleTag } from "../ui/person_row.ts";

/** One's name, password, devices, and those whom one does not want to see. */
export function accountPage(state: State, actions: Actions): Vnode {
  const guest = isGuest(account(state));
  return plainPage(
    state,
    actions,
    t.titles.account,
    false,
    names(state, actions),
    guest ? claim(state, actions) : password(state, actions),
    devices(state, actions),
    blocked(state, actions),
  );
}

/** A part of a page, under its own heading. */
export function accountSection(title: string, options: Children, ...parts: Children[]): Vnode {
  return h(
    "section",
    { class: "part", key: title },
    h("h2", null, title),
    options && h("p", { class: "hint" }, options),
    parts,
  );
}

function names(state: State, actions: Actions): Vnode {
  const me = account(state);
  const form = currentForm(state, "rename");
  return accountSection(
    t.account.profile,
    me.username !== undefined && t.account.username(me.username),
    h(
      "div",
      { class: "profile" },
      avatar(me.id, me.name, ownPresence(state)),
      submittingForm(
        (read) => actions.rename(read("name").trim()),
        { class: "part-form" },
        textField(form, {
          name: "name",
          label: t.account.name,
          // Set once, so that what one writes stays.
          mount: (input: HTMLInputElement) => input.value = me.name,
          maxlength: LIMITS.nameChars * 2,
          autocomplete: "name",
          autocapitalize: "words",
        }),
        formError(form, state.now),
        submitButton(t.account.save, form, state.now),
      ),
    ),
  );
}

function claim(state: State, actions: Actions): Vnode {
  return accountSection(
    t.account.claim,
    t.account.claimAbout,
    canSignUp(state)
      ? signUpForm(state, { ...actions, field: () => {} })
      : state.access && h("p", null, [
        state.access.signup === "closed" ? t.signUp.closed : t.signUp.byInvite,
      ]),
  );
}

function password(state: State, actions: Actions): Vnode {
  const form = currentForm(state, "changePassword");
  return accountSection(
    t.account.password,
    t.account.passwordAbout,
    submittingForm(
      (read) => actions.changePassword({ current: read("current"), password: read("password") }),
      { class: "part-form" },
      // For password managers, which want to know whose it is.
      h("input", {
        class: "sr",
        type: "text",
        name: "username",
        autocomplete: "username",
        value: account(state).username ?? "",
        readonly: true,
        tabindex: "-1",
        "aria-hidden": "true",
      }),
      textField(form, {
        name: "current",
        label: t.fields.currentPassword,
        type: "password",
        autocomplete: "current-password",
      }),
      textField(form, {
        name: "password",
        label: t.fields.newPassword,
        hint: t.fields.passwordHint,
        type: "password",
        autocomplete: "new-password",
      }),
      formError(form, state.now),
      submitButton(t.account.change, form, state.now),
    ),
  );
}

function devices(state: State, actions: Actions): Vnode {
  const others = state.lists.devices?.items.some(({ current }) => !current);
  return accountSection(
    t.account.devices,
    t.account.devicesAbout,
    pagedList(state.lists.devices, {
      row: (one) => device(one, state, actions),
      nothing: t.account.devicesAbout,
      again: () => actions.reload("devices"),
    }),
    others && h("div", { class: "more" }, [
      button(
        t.account.endOthers,
        () => actions.dialog({ kind: "confirm", confirmation: { kind: "endOthers" } }),
        "small",
      ),
    ]),
  );
}

function device(
  { id, kind, agent, seenAt, current }: Device,
  state: State,
  actions: Actions,
): Vnode {
  const name = kind === "program" ? agent || t.account.program : deviceName(agent);
  const isPhone = /mobile|android|iphone/i.test(agent);
  return h(
    "li",
    { key: id, class: "person tall" },
    h("span", { class: "row-icon" }, [
      icon(kind === "program" ? "program" : isPhone ? "phone" : "device"),
    ]),
    h(
      "div",
      { class: "person-text" },
      h(
        "div",
        { class: "person-name" },
        h("span", { class: "name" }, name),
        current && labelTag(t.account.thisDevice),
        kind === "program" && labelTag(t.account.program),
      ),
      h("div", { class: "hint" }, t.account.active(fromNow(Date.parse(seenAt), state.now))),
    ),
    !current && button(t.account.end, () => actions.endDevice(id), "small", {
      "aria-label": t.account.endOne(name),
    }),
  );
}

function blocked(state: State, actions: Actions): Vnode {
  return accountSection(
    t.account.blocked,
    false,
    pagedList(state.lists.blocked, {
      row: (person) =>
        personRow(state, person, {
          tags: roleTag(person),
          end: button(t.unblock, () => actions.unblock(person), "small", {
            "aria-label": t.account.unblockOne(person.name),
          }),
        }),
      nothing: t.account.noBlocked,
      again: () => actions.reload("blocked"),
    }),
  );
}
