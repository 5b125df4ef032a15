import type { ServerEvent, ServerEvents } from "../../../lib/protocol/server_events.ts";
import { messageKey } from "../state/reactions.ts";
import { openRoom } from "../state/selectors.ts";
import type { State } from "../state/state.ts";
import { errorText } from "../i18n/error_text.ts";
import { t } from "../i18n/index.ts";
import { type ActionContext, runAction, showToast } from "./context.ts";
import type { ListActions } from "./lists.ts";

export interface MessageActions {
  /** Reacts to a message, or takes that back. */
  react(room: string, seq: number, emoji: string, on: boolean): void;
  pin(room: string, seq: number, on: boolean): void;
  /** Keeps a message for oneself, or forgets it. */
  keep(room: string, seq: number, on: boolean): Promise<void>;
  /** Learns what one used on a message, when more people reacted than its line names. */
  learnReactions(room: string, seq: number): Promise<void>;
}

/** What one does to messages that were said, and what is known of that. */
export function messageActions(
  context: ActionContext,
  lists: Pick<ListActions, "reload">,
): MessageActions {
  const { store, api } = context;
  /** Lines about what is one's own, so far; an answer from before one may not know of it. */
  let received = 0;
  /** Messages with more reactions than their lines name, by place. */
  const crowds = new Map<string, { room: string; seq: number }>();

  async function settled<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const before = received;
      const answer = await ask();
      if (before === received) return answer;
    }
  }

  /** What cannot be learned now is asked for again after a reconnect. */
  async function learn(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      context.session.handleSignedOut(error);
    }
  }

  const learnSaved = (room: string) =>
    learn(async () => {
      const seqs = await settled(() => api.savedIn(room));
      store.dispatch({ type: "savedIn", room, seqs });
    });

  const learnReactions = (room: string, seq: number) =>
    learn(async () => {
      crowds.set(messageKey({ room, seq }), { room, seq });
      const emoji = await settled(() => api.ownReactions(room, seq));
      store.dispatch({ type: "reacted", room, seq, emoji });
    });

  function receive(line: ServerEvent, state: State, before: State): void {
    if (line.type === "error") return rejected(line);
    if (line.type === "saved" && line.on && state.route.kind === "saved") lists.reload("saved");
    if (line.type === "reacted" || line.type === "saved") received++;
    if (line.type !== "message") return;
    const { pins, edits } = state.lists;
    // What is on its way may be from before this change.
    const isChange = line.seq <= (before.rooms[line.room]?.window?.messages.at(-1)?.seq ?? 0);
    if (isChange && pins?.subject === line.room && pins.status === "loading") lists.reload("pins");
    const isShown = state.dialog?.kind === "history" && edits?.subject === messageKey(line);
    if (isShown) lists.reload("edits");
  }

  function rejected(error: ServerEvents["error"]): void {
    const { ref = "", room, code, retryAfter } = error;
    const [, action = "", seq] = /^(react|pin|delete)-(\d+)/.exec(ref) ?? [];
    if (!isMessageAction(action)) return;
    if (action === "react" && room !== undefined) {
      store.dispatch({ type: "reactFailed", room, seq: Number(seq) });
    }
    const why = code === "rate_limited"
      ? t.errors.wait(retryAfter ?? 1)
      : code === "not_found"
      ? t.messages.isGone
      : errorText(error);
    showToast(context, `${t.messages.refused[action]} ${why}`, true);
  }

  store.subscribe((state, before, action) => {
    if (state.session.kind !== "open") return crowds.clear();
    if (action.type === "line") receive(action.line, state, before);
    const isBack = state.connection.kind === "online" && before.connection.kind !== "online";
    const room = openRoom(state)?.room.id;
    const isNew = room !== undefined && room !== openRoom(before)?.room.id;
    if (room !== undefined && (isBack || (isNew && !state.saved[room]))) learnSaved(room);
    if (isBack) { for (const place of crowds.values()) learnReactions(place.room, place.seq); }
  });

  /** These are not kept for later: done after an hour, they would surprise. */
  function online(run: () => void): void {
    if (store.state.connection.kind === "online") run();
    else showToast(context, t.messages.offline, true);
  }

  return {
    react: (room, seq, emoji, on) =>
      online(() => {
        store.dispatch({ type: "react", room, seq, emoji, on });
        context.session.client?.react(room, seq, emoji, on);
      }),
    pin: (room, seq, on) => online(() => context.session.client?.pin(room, seq, on)),
    async keep(room, seq, on) {
      await runAction(context, async () => {
        await api.save(room, seq, on);
        received++;
        store.dispatch({ type: "saved", room, seq, on });
        showToast(context, on ? t.messages.saved : t.messages.forgotten);
      });
    },
    learnReactions,
  };
}

function isMessageAction(word: string): word is keyof typeof t.messages.refused {
  return word in t.messages.refused;
}
