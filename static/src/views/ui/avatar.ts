import type { PresenceStatus, Room } from "../../../../lib/protocol/model.ts";
import { h, type Vnode } from "../../vdom/h.ts";
import { presenceOf } from "../../state/selectors.ts";
import type { PresenceInfo, State } from "../../state/state.ts";
import { t } from "../../i18n/index.ts";
import { displayName } from "../../i18n/format/formatters.ts";
import { hueOf, initials } from "../../util/text.ts";

/** A circle with initials, on a hue that is always the same for an account, and whether they are here. */
export function avatar(id: string, name: string, presence?: PresenceStatus): Vnode {
  return h(
    "span",
    { class: "avatar", "aria-hidden": "true", vars: { "--hue": hueOf(id) } },
    initials(name),
    presence && presence !== "offline" && h("span", { class: `dot ${presence}` }),
  );
}

/** Who is in a direct room: one with their presence, or the first two of several. */
export function avatarPair({ id, people = [] }: Room, state: State): Vnode {
  const [first, second] = people;
  if (!first) return avatar(id, "–");
  if (!second) return avatar(first.id, displayName(first), presenceOf(state, first).presence);
  return h(
    "span",
    { class: "faces", "aria-hidden": "true" },
    avatar(first.id, displayName(first)),
    avatar(second.id, displayName(second)),
  );
}

/** Someone's presence for those who do not see its dot. */
export function spokenPresence(presence: PresenceStatus): Vnode {
  return h("span", { class: "sr" }, `, ${t.presence[presence]}`);
}

/** Whether someone is here, or when they last were. */
export function presenceText({ presence, lastSeen }: PresenceInfo, now: number): string {
  return presence === "offline" && lastSeen !== undefined
    ? t.lastSeen(Date.parse(lastSeen), now)
    : t.presence[presence];
}
