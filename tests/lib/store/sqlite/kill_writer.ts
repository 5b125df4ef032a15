/**
 * Kills a process that writes, once it has acknowledged `count` messages and `until` says so; all lines
 * that it wrote about what was acknowledged.
 */
export async function killWriter(
  dir: string,
  count: number,
  until: () => Promise<boolean>,
): Promise<string[]> {
  const script = new URL("./append_forever.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-lock", "--allow-read", `--allow-write=${dir}`, script, dir],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let acknowledged = "";
  let killed = false;
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    acknowledged += chunk;
    if (killed || acknowledged.split("\n").length < count || !await until()) continue;
    child.kill("SIGKILL");
    killed = true;
  }
  await child.status;
  return acknowledged.split("\n").slice(0, -1);
}
