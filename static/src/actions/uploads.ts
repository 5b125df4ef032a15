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
  /** Lets a message wait for its author again. */
  holdBack(key: string): void;
  /** Something is held over the page that would go there; or no longer. */
  heldOver(key: string | undefined): void;
  /** The address on this device of a picture that was sent from it and is not stored yet. */
  preview(file: string): string | undefined;
}

/**
 * Files on their way to messages; what brings them is loaded with the first one.
 * @param send sends the message of a composer when its last upload is done
 */
export function uploadActions(
  context: ActionContext,
  window: Window,
  send: (key: string) => void,
): UploadActions {
  const { store } = context;
  let controller: UploadController | undefined;

  return {
    async attach(key, chosen) {
      try {
        const { createUploadController } = await loadSecondary();
        controller ??= createUploadController(context, window, send);
      } catch {
        return showToast(context, t.failed, true);
      }
      await controller.attach(key, chosen);
    },
    detach: (id) => controller?.detach(id),
    uploadAgain: (id) => controller?.again(id),
    holdBack: (key) => store.dispatch({ type: "sendLater", key, on: false }),
    heldOver: (key) => store.dispatch({ type: "heldOver", key }),
    preview: (file) => controller?.preview(file),
  };
}
