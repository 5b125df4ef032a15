import { h, type Vnode } from "../dom/h.ts";
import { type Icon, icon } from "./icons.ts";

/** A button that shows only a picture. */
export function iconButton(
  name: Icon,
  label: string,
  click: () => void,
  more: Record<string, unknown> = {},
): Vnode {
  return h(
    "button",
    { type: "button", "aria-label": label, title: label, on: { click }, ...more },
    icon(name),
  );
}

/** What stands in for a view that has nothing to show: one sentence, and the one thing to do. */
export function notice(
  title: string,
  about: string,
  action?: { label: string; click: () => void },
): Vnode {
  return h(
    "div",
    { class: "notice-page" },
    h("h1", null, title),
    h("p", null, about),
    action && h(
      "button",
      { type: "button", class: "button primary", on: { click: action.click } },
      action.label,
    ),
  );
}

/** A field for a name, with its label, hint, and what was wrong with it. */
export function nameField(
  field: { id: string; label: string; hint: string; max: number; error: string | undefined },
  more: Record<string, unknown> = {},
): Vnode {
  const about = `${field.id}-about`;
  return h(
    "div",
    { class: "field" },
    h("label", { for: field.id }, field.label),
    h("input", {
      id: field.id,
      name: "name",
      type: "text",
      // Counted in UTF-16 here; the server counts characters, and says so.
      maxlength: field.max * 2,
      spellcheck: "false",
      "aria-describedby": about,
      "aria-invalid": field.error ? "true" : undefined,
      ...more,
    }),
    h(
      "p",
      {
        id: about,
        class: field.error ? "field-error" : "field-hint",
        role: field.error && "alert",
      },
      field.error ?? field.hint,
    ),
  );
}

/** A form that hands over the name written in it. */
export function onName(run: (name: string) => void): { submit: (event: SubmitEvent) => void } {
  return {
    submit: (event) => {
      event.preventDefault();
      const name = new FormData(event.target as HTMLFormElement).get("name");
      run(String(name ?? "").trim());
    },
  };
}
