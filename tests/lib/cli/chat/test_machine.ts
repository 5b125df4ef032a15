import { runChatCli } from "../../../../lib/cli/chat/chat_cli.ts";
import type { CliEnvironment } from "../../../../lib/cli/chat/environment.ts";
import { FakeTerminal } from "./fake_terminal.ts";
import { waitUntil } from "./wait_until.ts";

export interface StartedChat {
  out: string;
  err: string;
  /** The exit code, once it has ended. */
  ended: Promise<number>;
  terminal: FakeTerminal;
  /** What a signal does. */
  stop(): void;
  /** Waits until something was printed. */
  waitForOutput(text: string | RegExp): Promise<void>;
}

export interface TestMachine {
  /** The folder that it has for a home. */
  home: string;
  /** Starts the client in this process. */
  start(args: string[], options?: StartOptions): StartedChat;
  /** Runs it to its end, away from a terminal unless it is told otherwise. */
  run(
    args: string[],
    options?: StartOptions,
  ): Promise<{ code: number; out: string; err: string }>;
  [Symbol.asyncDispose](): Promise<void>;
}

type Env = Record<string, string>;

interface StartOptions {
  /** Standard input; without it, that is a terminal. */
  input?: string | ReadableStream | undefined;
  /** Whether standard output is a terminal; without a word, when standard input is one. */
  isShown?: boolean;
  env?: Env;
}

/** A machine with a home of its own, which goes with it. */
export async function createTestMachine(): Promise<TestMachine> {
  const home = await Deno.makeTempDir({ prefix: "parley-" });
  const self: TestMachine = {
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
  { input, isShown = input === undefined, env = {} }: StartOptions = {},
): StartedChat {
  const waiting = new Set<() => void>();
  const stops = new Set<() => void>();
  const terminal = new FakeTerminal();
  const started: StartedChat = {
    out: "",
    err: "",
    ended: Promise.resolve(0),
    terminal,
    stop: () => stops.forEach((run) => run()),
    async waitForOutput(text) {
      const has = () =>
        typeof text === "string" ? started.out.includes(text) : text.test(started.out);
      await waitUntil(
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
  const shell: CliEnvironment = {
    os: "linux",
    env: (name) => variables[name],
    input: input === undefined ? undefined : streamOf(input),
    openTerminal: () => terminal,
    out: { ...collect("out"), isTerminal: isShown },
    err: collect("err"),
    onStopRequest(run) {
      stops.add(run);
      return () => stops.delete(run);
    },
    cwd: () => home,
    fetch,
  };
  started.ended = runChatCli(args, shell);
  return started;
}

function streamOf(input: string | ReadableStream): ReadableStream<Uint8Array<ArrayBuffer>> {
  return typeof input === "string" ? new Blob([input]).stream() : input;
}
