import { classNames, h, type Vnode } from "../../../vdom/h.ts";
import { isBlocked, isReloadLossy, unsentCount } from "../../../state/selectors.ts";
import type { JoinedRoom, State } from "../../../state/state.ts";
import type { PostingState } from "../../../state/posting.ts";
import { t } from "../../../i18n/index.ts";
import { nameWithGuestMark } from "../../../i18n/format/formatters.ts";
import type { Actions } from "../../../actions/types.ts";
import { textButton } from "../../ui/buttons.ts";
import { composerElementIds } from "./element_ids.ts";

/** The line above the field: the connection, what was wrong, and who writes. */
export function composerStatus(
  state: State,
  own: JoinedRoom,
  key: string,
  mine: PostingState,
  actions: Actions,
): Vnode | undefined {
  const { remark } = state.composer;
  if (remark?.key === key) {
    const { remark: id } = composerElementIds(key);
    return h("span", { id, class: "remark", role: "status", key: "remark" }, remark.text);
  }
  const warning = isReloadLossy(state, key) && t.link.notPersisted;
  if (state.offline) {
    const count = unsentCount(state);
    return h(
      "span",
      { class: classNames("link", warning && "lossy"), role: "status", key: "offline" },
      h("span", { class: "link-dot" }),
      [t.link.offline, count > 0 && t.link.waiting(count), warning].filter(Boolean).join(" "),
      " ",
      textButton(t.link.now, actions.wake),
    );
  }
  if (state.connection.kind !== "online" || warning) {
    return h(
      "span",
      { class: classNames("link later", warning && "lossy"), role: "status", key: "connecting" },
      warning || t.link.connecting,
    );
  }
  if (mine.kind === "slow") {
    const seconds = Math.ceil((mine.until - state.now) / 1_000);
    return h("span", { class: "said", key: "slow" }, t.composer.slow(seconds));
  }
  const writers = (state.typing[own.room.id] ?? []).filter(({ id }) => !isBlocked(state, id))
    .map(nameWithGuestMark);
  if (writers.length === 0) return undefined;
  return h("span", { class: "said", key: "typing" }, t.composer.writing(writers));
}

/** How many characters are left, or too many. */
export function characterCounter(key: string, left: number): Vnode {
  const text = left < 0 ? t.composer.over(-left) : t.composer.left(left);
  return h("span", {
    id: composerElementIds(key).counter,
    class: classNames("counter", left < 0 && "over"),
  }, text);
}
