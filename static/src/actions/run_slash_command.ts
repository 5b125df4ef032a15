import { canUseCommand, isSlashCommand, parseMute } from "../state/slash_commands.ts";
import { t } from "../i18n/secondary.ts";
import { type ActionContext, runAction, showToast } from "./context.ts";
import { parseComposerKey, roomOfKey } from "../state/composer_key.ts";

const SHRUG_TEXT = "¯\\_(ツ)_/¯";

/** What became of a command. */
export type SlashCommandResult =
  /** It was done, and the field is empty again. */
  | { kind: "done" }
  /** This is to be said. */
  | { kind: "say"; text: string }
  /** Nothing was done, and what was written stays; without a remark another place tells why. */
  | { kind: "kept"; remark?: string };

/** Does what was written after a slash. */
export async function runSlashCommand(
  context: ActionContext,
  key: string,
  { name, rest }: { name: string; rest: string },
): Promise<SlashCommandResult> {
  const { store, api } = context;
  const { room } = parseComposerKey(key);
  const own = roomOfKey(store.state, key);
  const stored = (remark: string): SlashCommandResult => ({ kind: "kept", remark });
  const done = async (run: () => Promise<void>): Promise<SlashCommandResult> => ({
    kind: await runAction(context, run) ? "done" : "kept",
  });
  if (!isSlashCommand(name) || !own) return stored(t.writing.unknown(name));
  switch (name) {
    case "help":
      store.dispatch({ type: "dialog", dialog: { kind: "writing" } });
      return { kind: "done" };
    case "shrug":
      return { kind: "say", text: rest ? `${rest} ${SHRUG_TEXT}` : SHRUG_TEXT };
    case "me":
      return rest ? { kind: "say", text: `_${rest}_` } : stored(t.writing.needs.me);
    case "invite":
      if (!canUseCommand(store.state, own, name)) return stored(t.writing.notAllowed(name));
      store.dispatch({ type: "dialog", dialog: { kind: "invite", room } });
      return { kind: "done" };
    case "topic":
      if (!rest) return stored(t.writing.needs.topic);
      return await done(async () => {
        store.dispatch({ type: "room", room: await api.updateRoom(room, { topic: rest }) });
      });
    case "mute": {
      const asked = parseMute(rest);
      if (!asked) return stored(t.writing.needs.mute);
      const { minutes } = asked;
      let found: { id: string; name: string } | undefined;
      const outcome = await done(async () => {
        const { items } = await api.members(room, { query: asked.name });
        found = items.find((one) => normalize(one.name) === normalize(asked.name));
        if (!found) return;
        await api.mute(room, found.id, minutes);
        showToast(
          context,
          minutes > 0 ? t.done.muted(found.name, minutes) : t.done.unmuted(found.name),
        );
      });
      return outcome.kind === "done" && !found ? stored(t.writing.nobody(asked.name)) : outcome;
    }
  }
}

function normalize(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
