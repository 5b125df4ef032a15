import { ClientError } from "../../../client/client_error.ts";
import { uploadFile } from "../../../client/tus_upload.ts";
import type { SentFile } from "../../../protocol/model.ts";
import type { HttpApi } from "./http_api.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";
import { type PathContext, readLocalFile } from "../files/local_files.ts";

export interface FileUploadOptions {
  api: HttpApi;
  here: PathContext;
  /** Ends it, and what the server has of it. */
  signal?: AbortSignal | undefined;
  /** Milliseconds without any of it arriving after which it ends. */
  stallTimeoutMs?: number | undefined;
  /** Bytes that the server has, of all. */
  onProgress?(sent: number, all: number): void;
}

/** Brings a file of this machine to the server, to be sent with a message. @throws CliError */
export async function uploadLocalFile(path: string, options: FileUploadOptions): Promise<SentFile> {
  const { api, here, signal, stallTimeoutMs: timeout, onProgress } = options;
  const { limits } = await api.get<{ limits: { size: number } }>("/api/uploads");
  const { name, content } = await readLocalFile(path, here, limits.size);
  const stall = watchForStall(signal, timeout);
  try {
    return await uploadFile(content, {
      name,
      fetch: api.fetch,
      signal: stall.signal,
      onProgress(sent) {
        stall.moved();
        onProgress?.(sent, content.size);
      },
    });
  } catch (error) {
    throw toCliError(error);
  } finally {
    stall.end();
  }
}

/** Aborts with another signal, or when nothing has moved for some time. */
function watchForStall(other: AbortSignal | undefined, timeout: number | undefined) {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => clearTimeout(timer);
  const onProgress = () => {
    end();
    if (timeout === undefined) return;
    timer = setTimeout(() => {
      const message = `The server did not take the file within ${timeout / 1_000} s.`;
      stop.abort(new CliError(EXIT_CODES.unreachable, message));
    }, timeout);
  };
  onProgress();
  return {
    signal: other ? AbortSignal.any([other, stop.signal]) : stop.signal,
    moved: onProgress,
    end,
  };
}

function toCliError(error: unknown): unknown {
  if (!(error instanceof ClientError)) return error;
  const { code, message } = error;
  const exit = code === "unauthorized"
    ? EXIT_CODES.signedOut
    : code === "offline" || code === "unavailable"
    ? EXIT_CODES.unreachable
    : EXIT_CODES.failed;
  return new CliError(exit, message, { cause: error });
}
