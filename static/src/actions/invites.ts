import { type ActionContext, runAction, submitForm } from "./context.ts";
import type { MadeInvite } from "../state/state.ts";
import type { ListActions } from "./lists.ts";

export interface InviteActions {
  /** Makes a link into a room, for some hours and, with `uses`, for so many people. */
  invite(room: string, terms: { hours: number; uses?: number }): Promise<void>;
  revoke(room: string, invite: string): Promise<void>;
}

/** Links into rooms. */
export function inviteActions(context: ActionContext, lists: ListActions): InviteActions {
  const { store, api } = context;
  return {
    invite: (room, terms) =>
      submitForm(context, "invite", async () => {
        const path = await api.invite(room, terms);
        const url = new URL(path, location.origin).href;
        store.dispatch({ type: "show", createdInvite: { url, code: undefined } });
        lists.reload("invites");
        const code = await codeFor(url);
        if (store.state.createdInvite?.url === url) {
          store.dispatch({ type: "show", createdInvite: { url, code } });
        }
      }),
    async revoke(room, id) {
      await runAction(context, async () => {
        await api.revoke(room, id);
        store.dispatch({ type: "listChanged", list: "invites", id, changes: undefined });
      });
    },
  };
}

/** The squares of a QR code; what makes them is only loaded for those who need it. */
async function codeFor(text: string): Promise<MadeInvite["code"]> {
  try {
    const { encode } = await import("uqr");
    const { data, size } = encode(text, { border: 2 });
    const path = data.flatMap((row, y) => row.map((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : ""));
    return { size, path: path.join("") };
  } catch {
    // The link works without its picture.
    return undefined;
  }
}
