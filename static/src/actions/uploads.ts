import { attachedTo, uploadState } from "../state/attachments.ts";
import { t } from "../i18n/index.ts";
import { loadSecondary } from "../lazy/chunks.ts";
import { type ActionContext, showToast } from "./context.ts";
import type { UploadController } from "./upload_controller.ts";

export interface UploadActions {
  /** Begins to upload what is to go with the message that is being written under a key. */
  attach(key: string, chosen: readonly File[]): Promise<void>;
  /** Takes a file away again, wherever its upload stands. */
  detach(id: string): void;
  /** Tries again what failed, or what waits, without waiting on. */
  uploadAgain(id: string): void;
  /** Sends what is being written, with its files: now, or as soon as they are there. */
  send(key: string): void;
  /** Lets a message wait for its author again. */
  holdBack(key: string): void;
  /** Something is held over the page that would go there; or no longer. */
  heldOver(key: string | undefined): void;
  /** The address on this device of a picture that was sent from it and is not stored yet. */
  preview(file: string): string | undefined;
}

/**
 * Files on their way to messages; what brings them is loaded with the first one.
 * @param say sends what is being written under a key, as it stands
 */
export function uploadActions(
  context: ActionContext,
  window: Window,
  say: (key: string) => void,
): UploadActions {
  const { store } = context;
  let desk: UploadController | undefined;

  return {
    async attach(key, chosen) {
      try {
        const { createUploadController: createDesk } = await loadSecondary();
        desk ??= createDesk(context, window, say);
      } catch {
        return showToast(context, t.failed, true);
      }
      await desk.attach(key, chosen);
    },
    detach: (id) => desk?.detach(id),
    uploadAgain: (id) => desk?.again(id),
    send(key) {
      const { state } = store;
      const isEdit = state.compose[key]?.kind === "edit";
      const stand = isEdit ? "none" : uploadState(attachedTo(state, key));
      if (stand === "going") store.dispatch({ type: "sendLater", key, on: true });
      else if (stand !== "failed") say(key);
    },
    holdBack: (key) => store.dispatch({ type: "sendLater", key, on: false }),
    heldOver: (key) => store.dispatch({ type: "heldOver", key }),
    preview: (file) => desk?.preview(file),
  };
}
