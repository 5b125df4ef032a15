import { ChatError } from "../protocol/chat_error.ts";

/** Bytes that are taken in at once. */
const BODY_CHUNK_BYTES = 64 * 1024;

/** Milliseconds without a byte after which a connection counts as lost; it may take twice as long. */
const BODY_STALL_MS = 30_000;

export interface ReadBounds {
  /** Bytes that may come. */
  maxBytes: number;
  /** Ends it before its time. */
  signal: AbortSignal;
  /** What is thrown when more comes. */
  tooLargeError: ChatError;
}

/**
 * The chunks of a body. They share one buffer: each is good until the next is asked for. (Measured: with a
 * buffer and a timer for each, 20 uploads at once leave 110 MB for the collector, else 40.)
 * @throws ChatError `bad_request` when the body breaks off, stalls, or is stopped.
 */
export async function* readChunks(
  body: ReadableStream<Uint8Array>,
  { maxBytes: most, signal, tooLargeError: tooMany }: ReadBounds,
): AsyncGenerator<Uint8Array> {
  const { read, cancel } = openReader(body);
  let isEnded = false;
  const end = () => {
    isEnded = true;
    cancel().catch(() => {});
  };
  signal.addEventListener("abort", end);
  let [left, leftAtLastCheck] = [most, Infinity];
  const stallTimer = setInterval(
    () => left === leftAtLastCheck ? end() : leftAtLastCheck = left,
    BODY_STALL_MS,
  );
  try {
    for (;;) {
      const chunk = await read().catch(end);
      if (isEnded || !chunk) {
        throw new ChatError("upload_cut_off");
      }
      if (chunk.done || !chunk.value) return;
      if (chunk.value.length > left) throw tooMany;
      left -= chunk.value.length;
      yield chunk.value;
    }
  } finally {
    clearInterval(stallTimer);
    signal.removeEventListener("abort", end);
    end();
  }
}

interface ChunkReader {
  read(): Promise<ReadableStreamReadResult<Uint8Array>>;
  cancel(): Promise<void>;
}

/** Reads into one buffer. A body that came as a whole is there already, and cannot be read so. */
function openReader(body: ReadableStream<Uint8Array>): ChunkReader {
  try {
    const reader = body.getReader({ mode: "byob" });
    let buffer = new ArrayBuffer(BODY_CHUNK_BYTES);
    return {
      async read() {
        const chunk = await reader.read(new Uint8Array(buffer));
        if (chunk.value) buffer = chunk.value.buffer;
        return chunk;
      },
      cancel: () => reader.cancel(),
    };
  } catch {
    const reader = body.getReader();
    return { read: () => reader.read(), cancel: () => reader.cancel() };
  }
}
