import { h, type Vnode } from "../dom/h.ts";
import { hue, initials } from "../text.ts";

/** A circle with initials, on a hue that is always the same for an account. */
export function avatar(id: string, name: string): Vnode {
  return h(
    "span",
    { class: "avatar", "aria-hidden": "true", vars: { "--hue": hue(id) } },
    initials(name),
  );
}
