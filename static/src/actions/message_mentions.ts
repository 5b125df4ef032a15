import type { PersonRef } from "../state/dialogs.ts";
import { findMentions, mentionableIn } from "../state/mentions.ts";
import { findMessage } from "../state/reactions.ts";
import type { JoinedRoom, State } from "../state/state.ts";
import { canIn } from "../state/viewer_permissions.ts";

/** Whom a text mentions: people by their names, first those of the room; `chosen` from suggestions. */
export function mentionsOf(
  state: State,
  key: string,
  own: JoinedRoom,
  text: string,
  chosen: readonly PersonRef[],
): string[] {
  if (!text.includes("@")) return [];
  const known = mentionableIn(state, own);
  const names = new Set(known.map(({ name }) => name));
  const others = Object.entries(state.displayNames).map(([id, name]) => ({ id, name }))
    .filter(({ name }) => !names.has(name));
  const here = canIn(state, own.room, "mention everyone here");
  const meant = [...mentionedBefore(state, key, own), ...chosen];
  return findMentions(text, [...known, ...others], meant, here);
}

/** Whom the edited message mentions: of two people with one name it goes on to mean the same. */
function mentionedBefore(state: State, key: string, { room }: JoinedRoom): PersonRef[] {
  const compose = state.composeTargets[key];
  if (compose?.kind !== "edit") return [];
  const message = findMessage(state, { room: room.id, seq: compose.seq })?.said;
  return (message?.mentions ?? []).flatMap((id) => {
    const name = state.displayNames[id];
    return name === undefined ? [] : [{ id, name }];
  });
}
