import { h, names, type Vnode } from "../dom/h.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import { account, foundRooms } from "../state/select.ts";
import { pathOf } from "../router.ts";
import type { Room } from "../../../lib/protocol/lines.ts";
import type { Dialog, State } from "../state/state.ts";
import { t } from "../strings.ts";
import type { Acts } from "./acts.ts";
import { icon } from "./icons.ts";
import { nameField, onName } from "./parts.ts";

/** Rooms that the switcher shows at once. */
const SHOWN = 8;

/** The dialog that stands over the page. */
export function dialog(kind: Dialog, state: State, acts: Acts): Vnode {
  if (kind === "go") return go(state, acts);
  return kind === "create" ? create(state, acts) : signOut(state, acts);
}

function create({ form }: State, acts: Acts): Vnode {
  const field = {
    id: "room-name",
    label: t.create.name,
    hint: t.create.about,
    max: LIMITS.name,
    error: form.error,
  };
  return modal(
    t.create.title,
    { novalidate: true, on: onName(acts.createRoom) },
    acts,
    nameField(field, { autocomplete: "off", enterkeyhint: "done" }),
    submit(t.create.action, form.busy),
  );
}

function signOut(state: State, acts: Acts): Vnode {
  const leave = {
    submit: (event: SubmitEvent) => {
      event.preventDefault();
      acts.signOut();
    },
  };
  return modal(
    t.signOut.title,
    { on: leave },
    acts,
    h("p", null, t.signOut.about(account(state).name)),
    state.form.error && h("p", { class: "field-error", role: "alert" }, state.form.error),
    submit(t.signOut.action, state.form.busy),
  );
}

function submit(label: string, busy: boolean): Vnode {
  return h(
    "div",
    { class: "dialog-buttons" },
    h("button", { type: "button", class: "button", on: { click: close } }, t.cancel),
    h("button", { type: "submit", class: "button primary", disabled: busy }, label),
  );
}

/** Any room by a few letters of its name: Enter goes to the first, arrows to the others. */
function go(state: State, acts: Acts): Vnode {
  const found = foundRooms(state).slice(0, SHOWN);
  const form = {
    submit: (event: SubmitEvent) => {
      event.preventDefault();
      if (found[0]) acts.go(found[0].id);
    },
  };
  return modal(
    t.go.title,
    { class: "go", on: form, "data-rove": "input, a" },
    acts,
    h("input", {
      type: "text",
      class: "go-field",
      placeholder: t.go.hint,
      "aria-label": t.go.title,
      autocomplete: "off",
      enterkeyhint: "go",
      value: state.query,
      on: { input: (event: InputEvent) => acts.query((event.target as HTMLInputElement).value) },
    }),
    found.length > 0
      ? h("ul", { class: "go-list" }, found.map((room, at) => roomLink(room, at === 0)))
      : h("p", { class: "list-empty", role: "status" }, t.go.none),
  );
}

function roomLink(room: Room, first: boolean): Vnode {
  const kind = names("room-row", first && "first", !room.role && "other");
  return h("li", { key: room.id }, [
    h(
      "a",
      { class: kind, href: pathOf(room.id) },
      icon("hash"),
      h("span", { class: "room-name" }, room.name),
    ),
  ]);
}

/** A native dialog: it holds the focus, closes on Escape, and gives the focus back. */
function modal(
  title: string,
  form: Record<string, unknown>,
  acts: Acts,
  ...parts: (Vnode | string | undefined)[]
): Vnode {
  return h(
    "dialog",
    {
      key: title,
      "aria-labelledby": "dialog-title",
      mount: (element) => (element as HTMLDialogElement).showModal(),
      on: {
        close: () => acts.dialog(undefined),
        mousedown: (event: MouseEvent) => {
          if (event.target === event.currentTarget) close(event);
        },
      },
    },
    h("form", form, h("h2", { id: "dialog-title" }, title), parts),
  );
}

function close(event: Event): void {
  (event.currentTarget as Element).closest("dialog")?.close();
}
