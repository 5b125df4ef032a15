import { h, names, type Vnode } from "../../../vdom/h.ts";
import { replaceIn } from "../../../dom/text_field.ts";
import { LIMITS } from "../../../../../lib/protocol/limits.ts";
import { attachedTo, readiness } from "../../../state/attachments.ts";
import type { OwnRoom, State } from "../../../state/state.ts";
import { type Voice, voice } from "../../../state/posting.ts";
import type { Completion } from "../../../state/composer.ts";
import { t } from "../../../i18n/index.ts";
import { roomCalled } from "../../../i18n/format/formatters.ts";
import { length } from "../../../util/text.ts";
import { dateAndTime, timeOfDay } from "../../../i18n/format/time_format.ts";
import type { Acts } from "../../../actions/types.ts";
import { banner } from "./reply_banner.ts";
import { field } from "./textarea.ts";
import { idsOf } from "./element_ids.ts";
import { counter, status } from "./composer_status.ts";
import { attachButton, tray } from "../attachments/attach_button.ts";
import { icon } from "../../../icons/icons.ts";
import { later } from "../../ui/lazy_view.ts";
import { more } from "../../../lazy/chunks.ts";
import { iconButton, textButton } from "../../ui/buttons.ts";

/** Characters before the limit from which on the number left is shown. */
const NEAR = 500;

const DAY = 86_400_000;

const offers = later<[Completion, State, Acts]>(
  async () => (await more()).offers,
  () => undefined,
);

/**
 * Where one writes, and the line above it that tells of the connection and of who writes. `key` is the
 * room's id, or `room/seq` for one of its threads.
 */
export function composer(state: State, own: OwnRoom, acts: Acts, key = own.room.id): Vnode {
  const text = state.drafts[key] ?? "";
  // Counting is only worth it where it can matter.
  const left = LIMITS.messageChars - (text.length > LIMITS.messageChars - NEAR ? length(text) : 0);
  const mine = voice(state, own);
  const { completion } = state.writing;
  const compose = state.compose[key];
  return h(
    "form",
    {
      class: "composer",
      on: {
        submit: (event: SubmitEvent) => {
          event.preventDefault();
          acts.send(key);
        },
      },
    },
    h(
      "div",
      { class: "status" },
      status(state, own, key, mine, acts),
      left <= NEAR && counter(key, left),
    ),
    completion?.key === key && offers(completion, state, acts),
    h("div", { class: "sr", role: "status" }, [
      completion?.key === key && t.composer.offers(completion.offers.length),
    ]),
    tray(key, state, acts),
    mine.kind === "free" || mine.kind === "slow"
      ? h(
        "div",
        { class: "composer-box", key: "box" },
        compose && banner(key, compose, acts),
        box(state, own, key, { text, left, mine }, acts),
      )
      : silenced(mine, state, acts),
  );
}

function box(
  state: State,
  own: OwnRoom,
  key: string,
  { text, left, mine }: { text: string; left: number; mine: Voice },
  acts: Acts,
): Vnode {
  const ids = idsOf(key);
  const isEdit = state.compose[key]?.kind === "edit";
  const files = readiness(attachedTo(state, key));
  const isFull = (text.trim() !== "" || files !== "none") && files !== "failed" && left >= 0;
  const ready = isEdit ? left >= 0 : isFull && mine.kind === "free";
  const about = [left <= NEAR && ids.counter, state.writing.remark?.key === key && ids.remark];
  const thread = key !== own.room.id;
  const send = files === "going" ? t.files.sendLater : t.composer.send;
  const label = isEdit ? t.composer.save : send;
  return h(
    "div",
    { class: "composer-line" },
    !isEdit && attachButton(key, acts),
    h(
      "div",
      { class: "grow", "data-text": text },
      field(state, {
        key,
        label: thread ? t.composer.inThread : t.composer.label(roomCalled(own.room)),
        text,
        about: about.filter(Boolean).join(" ") || undefined,
        wrong: left < 0,
      }, acts),
    ),
    iconButton(
      "smile",
      t.composer.emoji,
      () => acts.emoji(ids.emoji, (emoji) => insert(ids.field, emoji)),
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
        class: names("send", ready && "ready"),
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
  replaceIn(element, element.selectionStart, element.selectionEnd, text);
}

/** Why one cannot write here now. */
function silenced(
  mine: Exclude<Voice, { kind: "free" | "slow" }>,
  state: State,
  acts: Acts,
): Vnode {
  const said = (text: string, more?: Vnode) =>
    h("p", { class: "silenced", key: "silenced", role: "status" }, text, more && [" ", more]);
  switch (mine.kind) {
    case "archived":
      return said(t.composer.archived);
    case "muted": {
      const isSoon = mine.until - state.now < DAY;
      return said(t.composer.muted((isSoon ? timeOfDay : dateAndTime)(mine.until)));
    }
    case "blocked": {
      const { person } = mine;
      return said(
        t.composer.blocked(person.name),
        textButton(t.unblock, () => acts.unblock(person)),
      );
    }
  }
}
