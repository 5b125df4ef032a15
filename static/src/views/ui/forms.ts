import { type Children, classNames, h, type Vnode } from "../../vdom/h.ts";
import { type FormState, IDLE_FORM } from "../../state/dialogs.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/index.ts";

/** The state of one of the page's forms. */
export function currentForm({ form }: State, of: string): FormState {
  return form.formId === of ? form : IDLE_FORM;
}

/** A field, with its label, hint, and what was wrong with it. */
export function textField(
  form: FormState,
  { name, label, hint = "", ...more }: {
    name: string;
    label: string;
    hint?: string;
    [attribute: string]: unknown;
  },
): Vnode {
  const id = `field-${name}`;
  const error = form.field === name ? form.error : undefined;
  const options = `${id}-about`;
  return h(
    "div",
    { class: "field", key: name },
    h("label", { for: id }, label),
    h("input", {
      id,
      name,
      type: "text",
      spellcheck: "false",
      autocapitalize: "none",
      "aria-describedby": error || hint ? options : undefined,
      "aria-invalid": error ? "true" : undefined,
      ...more,
    }),
    (error || hint) && h(
      "p",
      {
        id: options,
        class: error ? "field-error" : "field-hint",
        role: error ? "alert" : undefined,
      },
      error ?? hint,
    ),
  );
}

/** One of a few, each with what it means. */
export function radioGroup(
  { name, label, options, chosen, disabled, change }: {
    name: string;
    label: string;
    options: readonly { value: string; label: string; hint: string }[];
    chosen: string;
    disabled?: boolean;
    change?: (value: string) => void;
  },
): Vnode {
  return h(
    "fieldset",
    { class: "choice", key: name, disabled: disabled ?? false },
    h("legend", null, label),
    options.map(({ value, label, hint }) =>
      h(
        "label",
        { class: "option", key: value },
        h("input", {
          type: "radio",
          name,
          value,
          checked: value === chosen,
          on: { change: () => change?.(value) },
        }),
        h(
          "span",
          null,
          h("span", { class: "option-name" }, label),
          h("span", { class: "hint" }, hint),
        ),
      )
    ),
  );
}

/** One of many short ones. */
export function selectField(
  { name, label, hint, options, chosen, change }: {
    name: string;
    label: string;
    hint?: string;
    options: readonly { value: string | number; label: string }[];
    chosen: string | number;
    change?: (value: string) => void;
  },
): Vnode {
  const id = `field-${name}`;
  return h(
    "div",
    { class: "field", key: name },
    h("label", { for: id }, label),
    h(
      "select",
      {
        id,
        name,
        "aria-describedby": hint ? `${id}-about` : undefined,
        // What is done at once shows what is so, also when it could not be done.
        ...(change && { value: String(chosen) }),
        on: { change: (event: Event) => change?.((event.target as HTMLSelectElement).value) },
      },
      options.map((option) =>
        h(
          "option",
          { value: String(option.value), selected: option.value === chosen },
          option.label,
        )
      ),
    ),
    hint && h("p", { id: `${id}-about`, class: "field-hint" }, hint),
  );
}

/** What was wrong with a form as a whole; what has to wait says for how long. */
export function formError(
  { error, field, retryAt }: FormState,
  now: number,
): Vnode | undefined {
  const seconds = retryAt === undefined ? 0 : Math.ceil((retryAt - now) / 1_000);
  const text = retryAt === undefined
    ? field === undefined && error
    : seconds > 0 && t.errors.wait(seconds);
  if (!text) return undefined;
  // Read out once, and not again every second.
  const received = retryAt === undefined
    ? { role: "alert" }
    : { role: "alert", "aria-live": "off" };
  return h("p", { class: "field-error", key: "error", ...received }, text);
}

/** The button that sends a form. */
export function submitButton(
  label: string,
  { busy, retryAt }: FormState,
  now: number,
  kind: "primary" | "danger" = "primary",
): Vnode {
  const disabled = busy || (retryAt ?? 0) > now;
  return h("button", { type: "submit", class: classNames("button", kind), disabled }, label);
}

/** A form that hands over what was written in it. */
export function submittingForm(
  run: (read: (name: string) => string) => void,
  more: Record<string, unknown>,
  ...parts: Children[]
): Vnode {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    run((name) => String(data.get(name) ?? ""));
  };
  return h("form", { novalidate: true, ...more, on: { submit } }, parts);
}
