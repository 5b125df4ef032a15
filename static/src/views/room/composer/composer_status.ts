import { h, names, type Vnode } from "../../../vdom/h.ts";
import { isBlocked, isReloadLossy, waiting } from "../../../state/selectors.ts";
import type { OwnRoom, State } from "../../../state/state.ts";
import type { Voice } from "../../../state/posting.ts";
import { t } from "../../../i18n/index.ts";
import { called } from "../../../i18n/format/formatters.ts";
import type { Acts } from "../../../actions/types.ts";
import { textButton } from "../../ui/buttons.ts";
import { idsOf } from "./element_ids.ts";

/** The line above the field: the connection, what was wrong, and who writes. */
export function status(
  state: State,
  own: OwnRoom,
  key: string,
  mine: Voice,
  acts: Acts,
): Vnode | undefined {
  const { remark } = state.writing;
  if (remark?.key === key) {
    const { remark: id } = idsOf(key);
    return h("span", { id, class: "remark", role: "status", key: "remark" }, remark.text);
  }
  const warning = isReloadLossy(state, key) && t.link.notPersisted;
  if (state.offline) {
    const count = waiting(state);
    return h(
      "span",
      { class: names("link", warning && "lossy"), role: "status", key: "offline" },
      h("span", { class: "link-dot" }),
      [t.link.offline, count > 0 && t.link.waiting(count), warning].filter(Boolean).join(" "),
      " ",
      textButton(t.link.now, acts.wake),
    );
  }
  if (state.link.kind !== "online" || warning) {
    return h(
      "span",
      { class: names("link later", warning && "lossy"), role: "status", key: "connecting" },
      warning || t.link.connecting,
    );
  }
  if (mine.kind === "slow") {
    const seconds = Math.ceil((mine.until - state.now) / 1_000);
    return h("span", { class: "said", key: "slow" }, t.composer.slow(seconds));
  }
  const writers = (state.typing[own.room.id] ?? []).filter(({ id }) => !isBlocked(state, id))
    .map(called);
  if (writers.length === 0) return undefined;
  return h("span", { class: "said", key: "typing" }, t.composer.writing(writers));
}

/** How many characters are left, or too many. */
export function counter(key: string, left: number): Vnode {
  const text = left < 0 ? t.composer.over(-left) : t.composer.left(left);
  return h("span", { id: idsOf(key).counter, class: names("counter", left < 0 && "over") }, text);
}
