import { systemClock } from "../../../lib/client/clock.ts";
import { ClientError } from "../../../lib/client/client_error.ts";
import type { Clock } from "../../../lib/client/types.ts";
import { deleteUpload, uploadFile } from "../../../lib/client/tus_upload.ts";
import { ApiError } from "../net/api/request.ts";
import type { Attachment } from "../state/attachments.ts";
import { t } from "../i18n/secondary.ts";
import { type ActionContext, errorMessage } from "./context.ts";

/** Uploads that run at once. */
const CONCURRENT_UPLOADS = 3;

/** Bytes of one request: few enough that one sees how it goes on. */
const UPLOAD_PART_BYTES = 512 * 1024;

/** Refusals that another try may not meet. */
const TRANSIENT_ERRORS = [
  "offline",
  "over_quota",
  "rate_limited",
  "unavailable",
  "internal",
  "not_found",
];

/** An upload of this page. */
interface Work {
  file: File;
  stop: AbortController;
  isRunning: boolean;
  /** Ends its waiting. */
  nudge?: (() => void) | undefined;
}

/** The uploads of attachments, by the attachment's id. */
export interface UploadQueue {
  add(id: string, file: File): void;
  /** Starts what waits, as far as there are places. */
  pump(): void;
  again(id: string): void;
  forget(id: string): void;
  forgetAll(): void;
  /** Takes back a file that the server has, by its id there, and that was not sent. */
  takeBack(file: string): void;
}

/** Brings attachments to the server, some at once, and tells how they stand. */
export function createUploadQueue(context: ActionContext, window: Window): UploadQueue {
  const { store } = context;
  const works = new Map<string, Work>();
  const ask = (path: string, init: RequestInit) => window.fetch(path, init);
  const change = (id: string, change: Partial<Attachment>) =>
    store.dispatch({ type: "attachment", id, change });

  function pump(): void {
    let free = CONCURRENT_UPLOADS - [...works.values()].filter(({ isRunning }) => isRunning).length;
    for (const { id, status } of Object.values(store.state.files.byKey).flat()) {
      const work = works.get(id);
      if (free <= 0 || status !== "waiting" || !work || work.isRunning) continue;
      free--;
      void run(id, work);
    }
  }

  async function run(id: string, work: Work): Promise<void> {
    const { file, stop: { signal } } = work;
    work.isRunning = true;
    change(id, { status: "going", sent: 0, failure: undefined });
    try {
      const sent = await uploadFile(file, {
        fetch: ask,
        signal,
        name: file.name,
        type: file.type,
        chunkBytes: UPLOAD_PART_BYTES,
        clock: clockOf(id, work),
        onProgress: (sent) => change(id, { sent, status: "going" }),
      });
      change(id, { status: "done", sent: file.size, file: sent });
    } catch (error) {
      if (!signal.aborted) fail(id, error);
    }
    work.isRunning = false;
    pump();
  }

  function fail(id: string, error: unknown): void {
    const rejection = error instanceof ClientError ? toApiError(error) : undefined;
    if (rejection && context.session.handleSignedOut(rejection)) return;
    const message = rejection ? errorMessage(rejection) : t.uploads.offline;
    const again = !rejection || TRANSIENT_ERRORS.includes(rejection.code);
    change(id, { status: "failed", failure: { message, again } });
  }

  /** Waits between two tries; not beyond the moment when the network is back. */
  function clockOf(id: string, work: Work): Clock {
    return {
      ...systemClock,
      after(ms, run) {
        const end = () => {
          cancel();
          window.removeEventListener("online", go);
          work.nudge = undefined;
        };
        const go = () => {
          end();
          change(id, { status: "going" });
          run();
        };
        // A try without a network is none.
        const cancel = window.navigator.onLine ? systemClock.after(ms, go) : () => {};
        window.addEventListener("online", go);
        work.nudge = go;
        change(id, { status: "stalled" });
        return end;
      },
    };
  }

  function forget(id: string): void {
    works.get(id)?.stop.abort();
    works.delete(id);
  }

  return {
    add: (id, file) => void works.set(id, { file, stop: new AbortController(), isRunning: false }),
    pump,
    again(id) {
      const work = works.get(id);
      if (!work) return;
      if (work.nudge) return work.nudge();
      change(id, { status: "waiting", failure: undefined });
      pump();
    },
    forget,
    forgetAll: () => [...works.keys()].forEach(forget),
    takeBack: (file) => void deleteUpload(file, ask).catch(() => {}),
  };
}

function toApiError({ code, message, failure }: ClientError): ApiError | undefined {
  return code === "offline" || code === "timeout"
    ? undefined
    : new ApiError(code, message, failure);
}
