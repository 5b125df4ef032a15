import { h, type Vnode } from "../../../vdom/h.ts";
import { toPlainText } from "../../../markdown/to_plain_text.ts";
import type { ComposeTarget } from "../../../state/state.ts";
import { t } from "../../../i18n/index.ts";
import { nameWithGuestMark } from "../../../i18n/format/formatters.ts";
import type { Actions } from "../../../actions/types.ts";
import { icon } from "../../../icons/icons.ts";
import { iconButton } from "../../ui/buttons.ts";

/** Characters of what is answered that are shown; the line is cut by its width before that. */
const EXCERPT_CHARACTERS = 140;

/** What one answers or edits, with the way out. */
export function replyBanner(key: string, compose: ComposeTarget, actions: Actions): Vnode {
  const isReply = compose.kind === "reply";
  return h(
    "div",
    {
      key: `${compose.kind} ${compose.seq}`,
      class: "banner",
      mount: (element) => element.parentElement?.querySelector("textarea")?.focus(),
    },
    icon(isReply ? "reply" : "write"),
    h(
      "div",
      { class: "banner-text", role: "status" },
      h("span", { class: "banner-title", dir: "auto" }, [
        isReply ? t.composer.replyingTo(nameWithGuestMark(compose)) : t.composer.editing,
      ]),
      isReply &&
        h(
          "span",
          { class: "hint", dir: "auto" },
          toPlainText(compose.content).slice(0, EXCERPT_CHARACTERS),
        ),
    ),
    iconButton(
      "close",
      isReply ? t.composer.cancelReply : t.composer.cancelEdit,
      () => actions.cancel(key),
    ),
  );
}
