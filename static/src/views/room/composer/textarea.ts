import { h, type Vnode } from "../../../vdom/h.ts";
import { replaceRange, wrapSelection } from "../../../dom/text_field.ts";
import { sendsOnEnter } from "../../../state/selectors.ts";
import type { State } from "../../../state/state.ts";
import type { Suggestion } from "../../../state/composer.ts";
import type { Actions } from "../../../actions/types.ts";
import { isTouchPointer } from "../../ui/pointer.ts";
import { composerElementIds } from "./element_ids.ts";

type Typed<E extends Event> = E & { currentTarget: HTMLTextAreaElement };

/** What decides how a field looks, besides the state. */
export interface TextareaProps {
  key: string;
  label: string;
  text: string;
  /** The ids of what describes it, if anything does. */
  about: string | undefined;
  wrong: boolean;
}

/** Keys that put a sign around what is chosen, with Ctrl or Cmd. */
const TRIGGER_SIGNS: Readonly<Record<string, string>> = { b: "**", i: "_", e: "`" };

/** Where one writes. */
export function composerTextarea(
  state: State,
  { key, label, text, about: options, wrong }: TextareaProps,
  actions: Actions,
): Vnode {
  const ids = composerElementIds(key);
  const { suggestions } = state.composer;
  const open = suggestions?.key === key ? suggestions : undefined;
  return h("textarea", {
    key,
    id: ids.field,
    rows: "1",
    // Without a text it is the hint that has a direction.
    dir: text === "" ? undefined : "auto",
    placeholder: label,
    "aria-label": label,
    "aria-describedby": options,
    "aria-invalid": wrong ? "true" : undefined,
    "aria-autocomplete": "list",
    "aria-controls": open && ids.offers,
    "aria-activedescendant": open && `${ids.offers}-${open.activeIndex}`,
    enterkeyhint: "enter",
    value: text,
    mount: actions.field,
    on: {
      input: (event: Typed<InputEvent>) => typed(event, key, actions),
      keydown: (event: Typed<KeyboardEvent>) => onKey(event, key, actions),
      keyup: (event: Typed<KeyboardEvent>) => moves(event.key) && look(event, key, actions),
      click: (event: Typed<MouseEvent>) => look(event, key, actions),
      blur: ({ currentTarget: element }: Typed<FocusEvent>) => {
        // A window that loses the focus keeps it for this field.
        if (document.activeElement !== element) actions.dismiss(false);
      },
      paste: (event: Typed<ClipboardEvent>) => paste(event),
    },
  });
}

function typed(event: Typed<InputEvent>, key: string, actions: Actions): void {
  const { currentTarget: element } = event;
  actions.draft(key, element.value);
  if (event.isComposing) return;
  const at = element.selectionStart;
  const named = event.data?.endsWith(":") ? actions.closed(element.value, at) : undefined;
  if (named) replaceRange(element, named.from, at, named.emoji);
  else actions.caret(key, element.value, at);
}

function look({ currentTarget: element }: Typed<Event>, key: string, actions: Actions): void {
  if (element.selectionStart === element.selectionEnd) {
    actions.caret(key, element.value, element.selectionStart);
  }
}

function moves(key: string): boolean {
  return key === "ArrowLeft" || key === "ArrowRight" || key === "Home" || key === "End";
}

/** Puts an offer in the place of the word that it completes. */
export function acceptSuggestion(
  element: HTMLTextAreaElement,
  offer: Suggestion,
  actions: Actions,
): void {
  const { suggestions } = actions.latest().composer;
  if (!suggestions) return;
  const { key, from, to } = suggestions;
  // The space after it may be there already.
  const text = actions.take(key, offer);
  const isSpaced = element.value[to] === " ";
  replaceRange(element, from, to, isSpaced ? text.trimEnd() : text);
  if (isSpaced) element.setSelectionRange(from + text.length, from + text.length);
}

function onKey(event: Typed<KeyboardEvent>, key: string, actions: Actions): void {
  // Keys that compose a character are not for us; Safari tells the last of them only by 229.
  if (event.isComposing || event.keyCode === 229) return;
  // What was typed just now may not be drawn yet.
  const state = actions.latest();
  const does = choosing(event, key, state, actions) ?? writing(event, key, state, actions);
  if (!does) return;
  event.preventDefault();
  does();
}

/** What a key does while something is offered. */
function choosing(
  { key: pressed, currentTarget, shiftKey }: Typed<KeyboardEvent>,
  key: string,
  state: State,
  actions: Actions,
): (() => void) | undefined {
  const { suggestions } = state.composer;
  if (suggestions?.key !== key) return undefined;
  const offer = suggestions.items[suggestions.activeIndex];
  switch (pressed) {
    case "ArrowDown":
      return () => actions.choice(1);
    case "ArrowUp":
      return () => actions.choice(-1);
    case "Escape":
      return () => actions.dismiss(true);
    case "Enter":
    case "Tab":
      // A command that is written in full is done at once.
      if (shiftKey || !offer) return undefined;
      if (pressed === "Enter" && offer.kind === "command" && offer.name === suggestions.query) {
        return () => actions.send(key);
      }
      return () => acceptSuggestion(currentTarget, offer, actions);
    default:
      return undefined;
  }
}

/** What a key does to what one writes. */
function writing(
  event: Typed<KeyboardEvent>,
  key: string,
  state: State,
  actions: Actions,
): (() => void) | undefined {
  const { currentTarget: element, ctrlKey, metaKey, shiftKey, altKey } = event;
  const isCommand = ctrlKey || metaKey;
  const sign = TRIGGER_SIGNS[event.key.toLowerCase()];
  if (isCommand && !altKey && !shiftKey && sign) return () => wrapSelection(element, sign);
  if (isCommand && !altKey && shiftKey && event.key.toLowerCase() === "x") {
    return () => wrapSelection(element, "~~");
  }
  switch (event.key) {
    case "Escape":
      return state.composeTargets[key] && (() => actions.cancel(key));
    case "ArrowUp":
      if (element.value !== "" || isCommand || shiftKey || altKey || state.composeTargets[key]) {
        return undefined;
      }
      return () => actions.editLast(key);
    case "Enter":
      if (shiftKey || altKey) return undefined;
      return isCommand || (sendsOnEnter(state) && !isTouchPointer())
        ? () => actions.send(key)
        : undefined;
    default:
      return undefined;
  }
}

/** An address that is pasted over words becomes what they link to. */
function paste(event: Typed<ClipboardEvent>): void {
  const { currentTarget: element, clipboardData } = event;
  const { selectionStart: start, selectionEnd: end } = element;
  const chosen = element.value.slice(start, end);
  const text = clipboardData?.getData("text/plain").trim() ?? "";
  const isAddress = /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
  if (!isAddress || !/^[^[\]\n]+$/.test(chosen) || URL.canParse(chosen.trim())) return;
  event.preventDefault();
  const address = text.replaceAll("(", "%28").replaceAll(")", "%29");
  replaceRange(element, start, end, `[${chosen}](${address})`);
}
