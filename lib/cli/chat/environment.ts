import { createTextOutput, type TextOutput } from "./terminal/text_output.ts";
import { onStopSignal, processTerminal, type Terminal } from "./terminal/terminal.ts";

/** What the program has of the machine that it runs on. */
export interface CliEnvironment {
  os: typeof Deno.build.os;
  env(name: string): string | undefined;
  /** Standard input, where it is no terminal. */
  input: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  /** The terminal of standard input, which shows what it is told on this output. */
  openTerminal(output: TextOutput): Terminal;
  /** Standard output, and whether it is a terminal. */
  out: TextOutput & { isTerminal: boolean };
  err: TextOutput;
  /** Calls back when the program is to end: a signal came, or nobody reads its output. */
  onStopRequest(run: () => void): () => void;
  /** The folder that one is in. */
  cwd(): string;
  fetch: typeof fetch;
}

/** Everything that the environment may tell, besides where the folders are; a task says where it was called. */
export const CHAT_VARIABLES = ["NO_COLOR", "PARLEY_PASSWORD", "INIT_CWD"] as const;

/** The shell of this process. */
export function processEnvironment(): CliEnvironment {
  const broken = Promise.withResolvers<void>();
  return {
    os: Deno.build.os,
    env: (name) => Deno.env.get(name),
    input: Deno.stdin.isTerminal() ? undefined : Deno.stdin.readable,
    openTerminal: processTerminal,
    out: {
      ...createTextOutput(Deno.stdout, broken.resolve),
      isTerminal: Deno.stdout.isTerminal(),
    },
    err: createTextOutput(Deno.stderr),
    onStopRequest(run) {
      let isOn = true;
      void broken.promise.then(() => isOn && run());
      const end = onStopSignal(run);
      return () => {
        isOn = false;
        end();
      };
    },
    // A task itself runs where its deno.json is.
    cwd: () => Deno.env.get("INIT_CWD") ?? Deno.cwd(),
    fetch,
  };
}
