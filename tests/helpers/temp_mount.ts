/** Gives a test a small file system of its own; `false` where this system does not let it be mounted. */
export async function withSmallDisk(
  megabytes: number,
  run: (dir: string) => Promise<void>,
): Promise<boolean> {
  return await withMount(["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs"], run);
}

/** Gives a test a folder that cannot be written to, whoever it is; `false` where that cannot be done. */
export async function withReadOnly(
  of: string,
  run: (dir: string) => Promise<void>,
): Promise<boolean> {
  return await withMount(["--bind", of], async (dir) => {
    await command("mount", ["-o", "remount,ro,bind", dir]);
    await run(dir);
  });
}

async function withMount(args: string[], run: (dir: string) => Promise<void>): Promise<boolean> {
  const dir = await Deno.makeTempDir({ prefix: "parley-mount-" });
  if (!await command("mount", [...args, dir])) {
    await Deno.remove(dir);
    console.log("skipped: nothing can be mounted here");
    return false;
  }
  try {
    await run(dir);
  } finally {
    await command("umount", ["-l", dir]);
    await Deno.remove(dir);
  }
  return true;
}

async function command(name: string, args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(name, { args, stderr: "null" }).output();
    return success;
  } catch {
    return false;
  }
}
