/** A real server in a process of its own, which can be killed. */
export interface ServerProcess {
  url: string;
  /** The id that the system knows it by. */
  pid: number;
  /** Ends it without warning, as `kill -9` does. */
  kill(): Promise<void>;
  /** Asks it to stop, and tells how it ended. */
  terminate(signal?: "SIGTERM" | "SIGHUP"): Promise<Deno.CommandStatus>;
  /** All that it wrote so far. */
  output(): string;
}

const MAIN = new URL("../../main.ts", import.meta.url).pathname;

/** Starts the server over a data folder and waits until it listens; port 0 takes any. */
export function spawnServer(
  dataDir: string,
  port = 0,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  return spawnUntilReady(["run", "--no-prompt", "--no-check", "-A", MAIN], {
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: "127.0.0.1",
    SQLITE_DRIVER: "node",
    LOG_FORMAT: "json",
    ...env,
  });
}

/** Starts a Deno program that prints its `url` as JSON when it listens. */
export async function spawnUntilReady(
  args: string[],
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let text = "";
  const { promise: url, resolve, reject } = Promise.withResolvers<string>();
  const collect = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const found = text.match(/"?url"?[:=]"(http[^"]+?)\/?"/);
      if (found) resolve(found[1]!);
    }
  };
  const ended = Promise.all([collect(child.stdout), collect(child.stderr), child.status]);
  ended.then(() => reject(new Error(`the server did not start: ${text}`)), reject);
  const end = async (signal: Deno.Signal) => {
    try {
      child.kill(signal);
    } catch (error) {
      // It may have ended by itself.
      if (!(error instanceof TypeError)) throw error;
    }
    const [, , status] = await ended;
    return status;
  };
  return {
    url: await url,
    pid: child.pid,
    kill: async () => void await end("SIGKILL"),
    terminate: (signal = "SIGTERM") => end(signal),
    output: () => text,
  };
}

/** The memory of a process that is in use, in bytes. */
export async function residentBytes(pid: number): Promise<number> {
  const args = ["-o", "rss=", "-p", String(pid)];
  const { stdout } = await new Deno.Command("ps", { args }).output();
  return Number(new TextDecoder().decode(stdout)) * 1_024;
}
