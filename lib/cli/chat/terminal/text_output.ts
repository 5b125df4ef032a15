/** Where text goes, in order and without waiting. */
export interface Output {
  write(text: string): void;
  /** Resolves when all that was written is out, or when nobody reads it any more. */
  flush(): Promise<void>;
}

/**
 * Writes to a stream one chunk after the other; what comes meanwhile goes out together.
 * @param onBroken called once, when nobody reads any more
 */
export function createOutput(
  stream: { write(bytes: Uint8Array): Promise<number> },
  onBroken: () => void = () => {},
): Output {
  let waiting = "";
  let isBroken = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    try {
      while (waiting !== "") {
        const bytes = new TextEncoder().encode(waiting);
        waiting = "";
        for (let at = 0; at < bytes.length;) at += await stream.write(bytes.subarray(at));
      }
    } catch {
      isBroken = true;
      onBroken();
    }
    running = undefined;
  }

  return {
    write(text) {
      if (isBroken) return;
      waiting += text;
      running ??= run();
    },
    flush: async () => await running,
  };
}
