import type { ActionContext } from "../actions/context.ts";
import { accountOf } from "../state/selectors.ts";

/** Stores which message a draft replies to, as the draft itself is stored. */
export function startPersistingReplies(
  { store, saved }: Pick<ActionContext, "store" | "saved">,
): void {
  store.subscribe((state, before) => {
    const account = accountOf(state);
    if (
      state.composeTargets === before.composeTargets || account !== accountOf(before) || !account
    ) return;
    for (const key of Object.keys({ ...before.composeTargets, ...state.composeTargets })) {
      const compose = state.composeTargets[key];
      saved.saveReply(account, key, compose?.kind === "reply" ? compose : undefined);
    }
  });
}
