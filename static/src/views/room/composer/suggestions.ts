import { type Children, classNames, h, type Vnode } from "../../../vdom/h.ts";
import type { State } from "../../../state/state.ts";
import type { Suggestion, SuggestionList } from "../../../state/composer.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Actions } from "../../../actions/types.ts";
import { avatar, spokenPresence } from "../../ui/avatar.ts";
import { icon } from "../../../icons/icons.ts";
import { guestTag } from "../../ui/buttons.ts";
import { acceptSuggestion } from "./textarea.ts";
import { composerElementIds } from "./element_ids.ts";

/** What the word that one writes may become; the field keeps the focus. */
export function suggestionList(open: SuggestionList, _: State, actions: Actions): Vnode {
  const ids = composerElementIds(open.key);
  const kind = open.items[0]?.kind ?? "person";
  return h(
    "ul",
    {
      key: "offers",
      id: ids.offers,
      class: "offers",
      role: "listbox",
      "aria-label": t.writing.offers[kind],
    },
    open.items.map((offer, at) =>
      h(
        "li",
        {
          key: keyOf(offer),
          id: `${ids.offers}-${at}`,
          class: classNames("offer", at === open.activeIndex && "active"),
          role: "option",
          "aria-selected": String(at === open.activeIndex),
          on: {
            // Before the field loses the focus.
            pointerdown: (event: PointerEvent) => event.preventDefault(),
            mousedown: (event: MouseEvent) => event.preventDefault(),
            click: () => {
              const field = document.getElementById(ids.field);
              if (field instanceof HTMLTextAreaElement) acceptSuggestion(field, offer, actions);
            },
          },
        },
        drawn(offer),
      )
    ),
  );
}

function keyOf(offer: Suggestion): string {
  return offer.kind === "person" ? offer.id : offer.name;
}

function drawn(offer: Suggestion): Children {
  const hint = (text: string) => h("span", { class: "hint" }, text);
  switch (offer.kind) {
    case "person":
      if (offer.id === "here") {
        return [icon("people"), h("span", { class: "name" }, "@here"), hint(t.writing.here)];
      }
      return [
        avatar(offer.id, offer.name, offer.presence),
        h("span", { class: "name", dir: "auto" }, offer.name),
        guestTag(offer),
        offer.presence && spokenPresence(offer.presence),
      ];
    case "emoji":
      return [
        h("span", { class: "offer-emoji", "aria-hidden": "true" }, offer.emoji),
        h("span", { class: "name" }, `:${offer.name}:`),
      ];
    case "command": {
      const { use, about: options } = t.writing.commands[offer.name];
      return [
        h("span", { class: "name" }, `/${offer.name}`),
        use && h("span", { class: "offer-use" }, use),
        hint(options),
      ];
    }
  }
}
