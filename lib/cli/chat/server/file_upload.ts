import { ClientError } from "../../../client/client_error.ts";
import { upload } from "../../../client/tus_upload.ts";
import type { SentFile } from "../../../protocol/model.ts";
import type { Api } from "./http_api.ts";
import { EXIT, Failure } from "../command_line/cli_error.ts";
import { type Here, readLocal } from "../files/local_files.ts";

export interface SendFile {
  api: Api;
  here: Here;
  /** Ends it, and what the server has of it. */
  signal?: AbortSignal | undefined;
  /** Milliseconds without any of it arriving after which it ends. */
  timeout?: number | undefined;
  /** Bytes that the server has, of all. */
  onProgress?(sent: number, all: number): void;
}

/** Brings a file of this machine to the server, to be sent with a message. @throws Failure */
export async function sendFile(path: string, options: SendFile): Promise<SentFile> {
  const { api, here, signal, timeout, onProgress } = options;
  const { limits } = await api.get<{ limits: { size: number } }>("/api/uploads");
  const { name, content } = await readLocal(path, here, limits.size);
  const watch = watchOver(signal, timeout);
  try {
    return await upload(content, {
      name,
      fetch: api.fetch,
      signal: watch.signal,
      onProgress(sent) {
        watch.moved();
        onProgress?.(sent, content.size);
      },
    });
  } catch (error) {
    throw failureOf(error);
  } finally {
    watch.end();
  }
}

/** Aborts with another signal, or when nothing has moved for some time. */
function watchOver(other: AbortSignal | undefined, timeout: number | undefined) {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => clearTimeout(timer);
  const moved = () => {
    end();
    if (timeout === undefined) return;
    timer = setTimeout(() => {
      const message = `The server did not take the file within ${timeout / 1_000} s.`;
      stop.abort(new Failure(EXIT.unreachable, message));
    }, timeout);
  };
  moved();
  return { signal: other ? AbortSignal.any([other, stop.signal]) : stop.signal, moved, end };
}

function failureOf(error: unknown): unknown {
  if (!(error instanceof ClientError)) return error;
  const { code, message } = error;
  const exit = code === "unauthorized"
    ? EXIT.signedOut
    : code === "offline" || code === "unavailable"
    ? EXIT.unreachable
    : EXIT.refused;
  return new Failure(exit, message, { cause: error });
}
