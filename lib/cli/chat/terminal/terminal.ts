import type { Output } from "./text_output.ts";

/** Columns of a terminal that does not tell. */
const COLUMNS = 80;

/** A terminal that a person sits at. */
export interface Terminal {
  columns(): number;
  /** Keys one by one and unseen, or whole lines as the terminal edits them. */
  raw(on: boolean): void;
  /** What is typed, as it comes. */
  read(): AsyncIterable<string>;
  write(text: string): void;
  /** Resolves when all that was written is out. */
  flush(): Promise<void>;
  /** Calls back when the size has changed. */
  onResize(run: () => void): () => void;
}

/** Calls back for Ctrl-C, `kill`, and a terminal that hung up. The returned function ends that. */
export function onStop(run: () => void): () => void {
  return onSignals(["SIGINT", "SIGTERM", "SIGHUP"], run);
}

/** The process's own terminal. @param write what takes the text that is shown */
export function ownTerminal(output: Output): Terminal {
  return {
    columns() {
      try {
        return Deno.consoleSize().columns || COLUMNS;
      } catch {
        return COLUMNS;
      }
    },
    raw(on) {
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
  const known = signals.filter((one) => Deno.build.os !== "windows" || one === "SIGINT");
  for (const signal of known) Deno.addSignalListener(signal, run);
  return () => known.forEach((signal) => Deno.removeSignalListener(signal, run));
}
