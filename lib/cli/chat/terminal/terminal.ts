import type { TextOutput } from "./text_output.ts";

/** Columns of a terminal that does not tell. */
const DEFAULT_COLUMNS = 80;

/** A terminal that a person sits at. */
export interface Terminal {
  columns(): number;
  /** Keys one by one and unseen, or whole lines as the terminal edits them. */
  setRaw(on: boolean): void;
  /** What is typed, as it comes. */
  read(): AsyncIterable<string>;
  write(text: string): void;
  /** Resolves when all that was written is out. */
  flush(): Promise<void>;
  /** Calls back when the size has changed. */
  onResize(run: () => void): () => void;
}

/** Calls back for Ctrl-C, `kill`, and a terminal that hung up. The returned function ends that. */
export function onStopSignal(run: () => void): () => void {
  return onSignals(["SIGINT", "SIGTERM", "SIGHUP"], run);
}

/** The process's own terminal. @param write what takes the text that is shown */
export function processTerminal(output: TextOutput): Terminal {
  return {
    columns() {
      try {
        return Deno.consoleSize().columns || DEFAULT_COLUMNS;
      } catch {
        return DEFAULT_COLUMNS;
      }
    },
    setRaw(on) {
      try {
        // Without cbreak, Ctrl-C and Ctrl-Z are keys: as signals they would end or stop a task around
        // the program first.
        Deno.stdin.setRaw(on);
      } catch (error) {
        // A terminal that hung up needs nothing any more.
        if (on) throw error;
      }
    },
    read: () => Deno.stdin.readable.pipeThrough(new TextDecoderStream()),
    write: output.write,
    flush: output.flush,
    onResize: (run) => onSignals(["SIGWINCH"], run),
  };
}

function onSignals(signals: Deno.Signal[], run: () => void): () => void {
  // Windows knows none of the others here.
  const supported = signals.filter((one) => Deno.build.os !== "windows" || one === "SIGINT");
  for (const signal of supported) Deno.addSignalListener(signal, run);
  return () => supported.forEach((signal) => Deno.removeSignalListener(signal, run));
}
