import { classNames, h, type Vnode } from "../../../vdom/h.ts";
import { replaceRange } from "../../../dom/text_field.ts";
import { LIMITS } from "../../../../../lib/protocol/limits.ts";
import { attachedTo, uploadState } from "../../../state/attachments.ts";
import type { JoinedRoom, State } from "../../../state/state.ts";
import { type PostingState, postingState } from "../../../state/posting.ts";
import type { SuggestionList } from "../../../state/composer.ts";
import { t } from "../../../i18n/index.ts";
import { roomLabel } from "../../../i18n/format/formatters.ts";
import { codePointLength } from "../../../util/text.ts";
import { dateAndTime, timeOfDay } from "../../../i18n/format/time_format.ts";
import type { Actions } from "../../../actions/types.ts";
import { replyBanner } from "./reply_banner.ts";
import { composerTextarea } from "./textarea.ts";
import { composerElementIds } from "./element_ids.ts";
import { characterCounter, composerStatus } from "./composer_status.ts";
import { attachButton, lazyAttachmentTray } from "../attachments/attach_button.ts";
import { icon } from "../../../icons/icons.ts";
import { lazyView } from "../../ui/lazy_view.ts";
import { loadSecondary } from "../../../lazy/chunks.ts";
import { iconButton, textButton } from "../../ui/buttons.ts";

/** Characters before the limit from which on the number left is shown. */
const COUNTER_FROM = 500;

const DAY_MS = 86_400_000;

const offers = lazyView<[SuggestionList, State, Actions]>(
  async () => (await loadSecondary()).suggestionList,
  () => undefined,
);

/**
 * Where one writes, and the line above it that tells of the connection and of who writes. `key` is the
 * room's id, or `room/seq` for one of its threads.
 */
export function composerView(
  state: State,
  own: JoinedRoom,
  actions: Actions,
  key = own.room.id,
): Vnode {
  const text = state.drafts[key] ?? "";
  // Counting is only worth it where it can matter.
  const left = LIMITS.messageChars -
    (text.length > LIMITS.messageChars - COUNTER_FROM ? codePointLength(text) : 0);
  const mine = postingState(state, own);
  const { suggestions } = state.composer;
  const compose = state.composeTargets[key];
  return h(
    "form",
    {
      class: "composer",
      on: {
        submit: (event: SubmitEvent) => {
          event.preventDefault();
          actions.send(key);
        },
      },
    },
    h(
      "div",
      { class: "status" },
      composerStatus(state, own, key, mine, actions),
      left <= COUNTER_FROM && characterCounter(key, left),
    ),
    suggestions?.key === key && offers(suggestions, state, actions),
    h("div", { class: "sr", role: "status" }, [
      suggestions?.key === key && t.composer.offers(suggestions.items.length),
    ]),
    lazyAttachmentTray(key, state, actions),
    mine.kind === "free" || mine.kind === "slow"
      ? h(
        "div",
        { class: "composer-box", key: "box" },
        compose && replyBanner(key, compose, actions),
        box(state, own, key, { text, left, mine }, actions),
      )
      : silenced(mine, state, actions),
  );
}

function box(
  state: State,
  own: JoinedRoom,
  key: string,
  { text, left, mine }: { text: string; left: number; mine: PostingState },
  actions: Actions,
): Vnode {
  const ids = composerElementIds(key);
  const isEdit = state.composeTargets[key]?.kind === "edit";
  const files = uploadState(attachedTo(state, key));
  const isFull = (text.trim() !== "" || files !== "none") && files !== "failed" && left >= 0;
  const ready = isEdit ? left >= 0 : isFull && mine.kind === "free";
  const options = [
    left <= COUNTER_FROM && ids.counter,
    state.composer.remark?.key === key && ids.remark,
  ];
  const thread = key !== own.room.id;
  const send = files === "going" ? t.files.sendLater : t.composer.send;
  const label = isEdit ? t.composer.save : send;
  return h(
    "div",
    { class: "composer-line" },
    !isEdit && attachButton(key, actions),
    h(
      "div",
      { class: "grow", "data-text": text },
      composerTextarea(state, {
        key,
        label: thread ? t.composer.inThread : t.composer.label(roomLabel(own.room)),
        text,
        about: options.filter(Boolean).join(" ") || undefined,
        wrong: left < 0,
      }, actions),
    ),
    iconButton(
      "smile",
      t.composer.emoji,
      () => actions.emoji(ids.emoji, (emoji) => insert(ids.field, emoji)),
      {
        id: ids.emoji,
        class: "icon-button composer-emoji",
        "aria-haspopup": "dialog",
        "aria-expanded": String(state.menu?.kind === "emoji" && state.menu.anchor === ids.emoji),
      },
    ),
    h(
      "button",
      {
        type: "submit",
        class: classNames("send", ready && "ready"),
        "aria-label": label,
        title: label,
        "aria-disabled": ready ? undefined : "true",
      },
      icon(isEdit ? "check" : "send"),
    ),
  );
}

function insert(id: string, text: string): void {
  const element = document.getElementById(id);
  if (!(element instanceof HTMLTextAreaElement)) return;
  replaceRange(element, element.selectionStart, element.selectionEnd, text);
}

/** Why one cannot write here now. */
function silenced(
  mine: Exclude<PostingState, { kind: "free" | "slow" }>,
  state: State,
  actions: Actions,
): Vnode {
  const message = (text: string, more?: Vnode) =>
    h("p", { class: "silenced", key: "silenced", role: "status" }, text, more && [" ", more]);
  switch (mine.kind) {
    case "archived":
      return message(t.composer.archived);
    case "muted": {
      const isSoon = mine.until - state.now < DAY_MS;
      return message(t.composer.muted((isSoon ? timeOfDay : dateAndTime)(mine.until)));
    }
    case "blocked": {
      const { person } = mine;
      return message(
        t.composer.blocked(person.name),
        textButton(t.unblock, () => actions.unblock(person)),
      );
    }
  }
}
