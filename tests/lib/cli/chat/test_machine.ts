import { runChat } from "../../../../lib/cli/chat/chat_cli.ts";
import type { Shell } from "../../../../lib/cli/chat/environment.ts";
import { FakeTerminal } from "./fake_terminal.ts";
import { until } from "./wait_until.ts";

export interface Started {
  out: string;
  err: string;
  /** The exit code, once it has ended. */
  ended: Promise<number>;
  terminal: FakeTerminal;
  /** What a signal does. */
  stop(): void;
  /** Waits until something was printed. */
  said(text: string | RegExp): Promise<void>;
}

export interface Machine {
  /** The folder that it has for a home. */
  home: string;
  /** Starts the client in this process. */
  start(args: string[], options?: Surroundings): Started;
  /** Runs it to its end, away from a terminal unless it is told otherwise. */
  run(
    args: string[],
    options?: Surroundings,
  ): Promise<{ code: number; out: string; err: string }>;
  [Symbol.asyncDispose](): Promise<void>;
}

type Env = Record<string, string>;

interface Surroundings {
  /** Standard input; without it, that is a terminal. */
  input?: string | ReadableStream | undefined;
  /** Whether standard output is a terminal; without a word, when standard input is one. */
  isShown?: boolean;
  env?: Env;
}

/** A machine with a home of its own, which goes with it. */
export async function machine(): Promise<Machine> {
  const home = await Deno.makeTempDir({ prefix: "parley-" });
  const self: Machine = {
    home,
    start: (args, options) => start(home, args, options),
    async run(args, options = {}) {
      const started = start(home, args, { input: "", ...options });
      const code = await started.ended;
      return { code, out: started.out, err: started.err };
    },
    [Symbol.asyncDispose]: () => Deno.remove(home, { recursive: true }),
  };
  return self;
}

function start(
  home: string,
  args: string[],
  { input, isShown = input === undefined, env = {} }: Surroundings = {},
): Started {
  const waiting = new Set<() => void>();
  const stops = new Set<() => void>();
  const terminal = new FakeTerminal();
  const started: Started = {
    out: "",
    err: "",
    ended: Promise.resolve(0),
    terminal,
    stop: () => stops.forEach((run) => run()),
    async said(text) {
      const has = () =>
        typeof text === "string" ? started.out.includes(text) : text.test(started.out);
      await until(
        has,
        () => new Promise((resolve) => waiting.add(resolve)),
        () => `${text} in\n${started.out}\n${started.err}`,
      );
    },
  };
  const collect = (to: "out" | "err") => ({
    write(text: string) {
      started[to] += text;
      waiting.forEach((resolve) => resolve());
      waiting.clear();
    },
    flush: () => Promise.resolve(),
  });
  const variables: Env = { HOME: home, ...env };
  const shell: Shell = {
    os: "linux",
    env: (name) => variables[name],
    input: input === undefined ? undefined : streamOf(input),
    terminal: () => terminal,
    out: { ...collect("out"), isTerminal: isShown },
    err: collect("err"),
    onStop(run) {
      stops.add(run);
      return () => stops.delete(run);
    },
    folder: () => home,
    fetch,
  };
  started.ended = runChat(args, shell);
  return started;
}

function streamOf(input: string | ReadableStream): ReadableStream<Uint8Array<ArrayBuffer>> {
  return typeof input === "string" ? new Blob([input]).stream() : input;
}
