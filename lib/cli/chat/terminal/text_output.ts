/** Where text goes, in order and without waiting. */
export interface TextOutput {
  write(text: string): void;
  /** Resolves when all that was written is out, or when nobody reads it any more. */
  flush(): Promise<void>;
}

/**
 * Writes to a stream one chunk after the other; what comes meanwhile goes out together.
 * @param onBroken called once, when nobody reads any more
 */
export function createTextOutput(
  stream: { write(bytes: Uint8Array): Promise<number> },
  onBroken: () => void = () => {},
): TextOutput {
  let pendingText = "";
  let isBroken = false;
  let flushing: Promise<void> | undefined;

  async function run(): Promise<void> {
    try {
      while (pendingText !== "") {
        const bytes = new TextEncoder().encode(pendingText);
        pendingText = "";
        for (let at = 0; at < bytes.length;) at += await stream.write(bytes.subarray(at));
      }
    } catch {
      isBroken = true;
      onBroken();
    }
    flushing = undefined;
  }

  return {
    write(text) {
      if (isBroken) return;
      pendingText += text;
      flushing ??= run();
    },
    flush: async () => await flushing,
  };
}
