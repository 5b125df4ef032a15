import { createOutput, type Output } from "./terminal/text_output.ts";
import { onStop, ownTerminal, type Terminal } from "./terminal/terminal.ts";

/** What the program has of the machine that it runs on. */
export interface Shell {
  os: typeof Deno.build.os;
  env(name: string): string | undefined;
  /** Standard input, where it is no terminal. */
  input: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  /** The terminal of standard input, which shows what it is told on this output. */
  terminal(output: Output): Terminal;
  /** Standard output, and whether it is a terminal. */
  out: Output & { isTerminal: boolean };
  err: Output;
  /** Calls back when the program is to end: a signal came, or nobody reads its output. */
  onStop(run: () => void): () => void;
  /** The folder that one is in. */
  folder(): string;
  fetch: typeof fetch;
}

/** Everything that the environment may tell, besides where the folders are; a task says where it was called. */
export const VARIABLES = ["NO_COLOR", "PARLEY_PASSWORD", "INIT_CWD"] as const;

/** The shell of this process. */
export function ownShell(): Shell {
  const broken = Promise.withResolvers<void>();
  return {
    os: Deno.build.os,
    env: (name) => Deno.env.get(name),
    input: Deno.stdin.isTerminal() ? undefined : Deno.stdin.readable,
    terminal: ownTerminal,
    out: {
      ...createOutput(Deno.stdout, broken.resolve),
      isTerminal: Deno.stdout.isTerminal(),
    },
    err: createOutput(Deno.stderr),
    onStop(run) {
      let isOn = true;
      void broken.promise.then(() => isOn && run());
      const end = onStop(run);
      return () => {
        isOn = false;
        end();
      };
    },
    // A task itself runs where its deno.json is.
    folder: () => Deno.env.get("INIT_CWD") ?? Deno.cwd(),
    fetch,
  };
}
