import type { ActionContext } from "../actions/context.ts";
import { accountOf } from "../state/selectors.ts";

/** Stores which message a draft replies to, as the draft itself is stored. */
export function startPersistingReplies(
  { store, saved }: Pick<ActionContext, "store" | "saved">,
): void {
  store.subscribe((state, before) => {
    const account = accountOf(state);
    if (state.compose === before.compose || account !== accountOf(before) || !account) return;
    for (const key of Object.keys({ ...before.compose, ...state.compose })) {
      const compose = state.compose[key];
      saved.saveReply(account, key, compose?.kind === "reply" ? compose : undefined);
    }
  });
}
