import { fileKindOf } from "../../../lib/protocol/file_kinds.ts";
import { newId } from "../../../lib/protocol/ids.ts";
import { rejectReason, remainingSlots, type UploadLimits } from "../state/upload_limits.ts";
import { attachedTo, type Attachment, attachmentKey, uploadState } from "../state/attachments.ts";
import { t } from "../i18n/secondary.ts";
import { type ActionContext, showToast } from "./context.ts";
import { createImagePreviews } from "./image_previews.ts";
import { createUploadQueue } from "./upload_queue.ts";

/** Milliseconds to wait for what may be sent; the server looks all the same. */
const ALLOWANCE_TIMEOUT_MS = 2_000;

/** Where files are taken in that are to be sent; it goes on while one looks at other rooms. */
export interface UploadController {
  attach(key: string, chosen: readonly File[]): Promise<void>;
  detach(id: string): void;
  again(id: string): void;
  preview(file: string): string | undefined;
}

/** Starts the uploads of a page. @param send sends the message of a composer */
export function createUploadController(
  context: ActionContext,
  window: Window,
  send: (key: string) => void,
): UploadController {
  const { store, api } = context;
  const previews = createImagePreviews(store);
  const uploads = createUploadQueue(context, window);

  function begin(file: File, allowed: UploadLimits | undefined, before: number): Attachment {
    const id = newId();
    const { name, size, type } = file;
    const kind = fileKindOf(type);
    const why = rejectReason(file, allowed, before);
    const options = { id, name, kind, size, sent: 0 };
    if (why) {
      const message = t.uploads.unfit(why, allowed?.size ?? 0);
      return { ...options, status: "failed", failure: { message, again: false } };
    }
    uploads.add(id, file);
    const preview = kind === "picture" ? previews.add(id, file) : undefined;
    return { ...options, status: "waiting", preview };
  }

  store.subscribe((state, _, action) => {
    if (action.type === "signedIn" || action.type === "signedOut") uploads.forgetAll();
    if (action.type === "detached") action.ids.forEach(uploads.forget);
    if (action.type !== "attachment" || !action.change.file) return;
    previews.known(action.id, action.change.file.id);
    const key = attachmentKey(state.files, action.id);
    if (key === undefined || !state.files.sendWhenReady[key]) return;
    if (uploadState(attachedTo(state, key)) !== "ready") return;
    send(key);
    // If it did not go, one may not write now.
    store.dispatch({ type: "sendLater", key, on: false });
  });

  return {
    async attach(key, chosen) {
      const allowed = await within(ALLOWANCE_TIMEOUT_MS, api.allowance());
      const list = attachedTo(store.state, key);
      const free = remainingSlots(list, allowed);
      if (chosen.length > free) showToast(context, t.uploads.tooMany(list.length + free), true);
      let before = 0;
      const files = chosen.slice(0, free).map((file) => {
        const created = begin(file, allowed, before);
        if (created.status !== "failed") before += file.size;
        return created;
      });
      store.dispatch({ type: "attached", key, files });
      uploads.pump();
    },
    detach(id) {
      const one = Object.values(store.state.files.byKey).flat().find((one) => one.id === id);
      store.dispatch({ type: "detached", ids: [id] });
      if (one?.file) uploads.takeBack(one.file.id);
      uploads.pump();
    },
    again: uploads.again,
    preview: previews.of,
  };
}

/** What comes of a promise, if it comes in time and well. */
function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  const onTimeout = new Promise<undefined>((resolve) => setTimeout(resolve, ms));
  return Promise.race([promise.catch(() => undefined), onTimeout]);
}
