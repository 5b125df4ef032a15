import { cp } from "node:fs/promises";

const ROOT = new URL("../../", import.meta.url).pathname;

/** What Deno and the server need of this repository; `tests/static` is a member of the workspace. */
const COPIED_PATHS = [
  "deno.json",
  "deno.lock",
  "main.ts",
  "lib",
  "routes",
  "static",
  "tests/static/deno.json",
];

/** A copy of this repository in a folder of its own, which goes with it. */
export interface CopiedTree extends AsyncDisposable {
  path: string;
  /** Runs `deno` in it to its end. */
  deno(args: string[], env?: Record<string, string>): Promise<ProcessResult>;
}

export interface ProcessResult {
  code: number;
  out: string;
  err: string;
}

/** Copies what a server needs, with the built client or without. */
export async function copyTree({ isBuilt }: { isBuilt: boolean }): Promise<CopiedTree> {
  const path = await Deno.makeTempDir({ prefix: "parley-tree-" });
  const filter = (source: string) => isBuilt || !source.endsWith("static/dist");
  for (const part of COPIED_PATHS) {
    await cp(`${ROOT}${part}`, `${path}/${part}`, { recursive: true, filter });
  }
  return {
    path,
    deno: (args, env = {}) => run(path, args, env),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

async function run(
  cwd: string,
  args: string[],
  env: Record<string, string>,
): Promise<ProcessResult> {
  // Tests with a browser set this one for the whole process, and Deno passes it on to nobody.
  const { LD_LIBRARY_PATH: _, ...outer } = Deno.env.toObject();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    clearEnv: true,
    env: { ...outer, NO_COLOR: "1", SQLITE_DRIVER: "node", PORT: "0", ...env },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}
