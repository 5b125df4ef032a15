import { h, type Vnode } from "../../vdom/h.ts";

/** One of two or three, side by side. */
export function segmentedControl<V extends string>(
  { name, label, options, names, chosen, hint, change }: {
    name: string;
    label: string;
    options: readonly V[];
    names: Readonly<Record<V, string>>;
    chosen: V;
    hint?: string;
    change: (value: V) => void;
  },
): Vnode {
  const details = hint ? `${name}-about` : undefined;
  return h(
    "fieldset",
    { class: "segments", key: name, "aria-describedby": details },
    h("legend", null, label),
    h(
      "div",
      { class: "segment-row" },
      options.map((value) =>
        h(
          "label",
          { class: "segment", key: value },
          h("input", {
            type: "radio",
            class: "sr",
            name,
            value,
            checked: value === chosen,
            on: { change: () => change(value) },
          }),
          names[value],
        )
      ),
    ),
    hint && h("p", { id: details, class: "hint" }, hint),
  );
}
