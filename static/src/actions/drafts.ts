import { accountOf } from "../state/selectors.ts";
import type { ActionContext } from "./context.ts";

/** Puts a text into a composer. An edit is not kept over a reload; the draft before it is. */
export function writeDraft({ store, saved }: ActionContext, key: string, text: string): void {
  const { state } = store;
  const isEdit = state.composeTargets[key]?.kind === "edit";
  const persisted = isEdit || saved.saveDraft(accountOf(state) ?? "", key, text);
  store.dispatch({ type: "draft", room: key, text, persisted });
}

/** Says below a composer why its text stays there. */
export function showRemark({ store }: ActionContext, key: string, text: string): void {
  store.dispatch({ type: "remark", remark: { key, text } });
}
