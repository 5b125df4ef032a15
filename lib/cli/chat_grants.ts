import { configFolder, FOLDER_VARIABLES } from "./chat/folder.ts";
import { VARIABLES } from "./chat/shell.ts";

/** The permissions that the terminal client needs, as flags of `deno run`, and no more. */
export function chatGrants(
  os: typeof Deno.build.os,
  env: (name: string) => string | undefined,
): string[] {
  const folder = configFolder(os, env);
  // A flag cannot hold such a path: the shell would cut it.
  const only = folder === undefined || /[\s,]/.test(folder) ? "" : `=${folder}`;
  return [
    "--allow-net",
    // A file that is to be sent may lie anywhere; what is written goes to one folder only.
    "--allow-read",
    `--allow-write${only}`,
    `--allow-env=${[...FOLDER_VARIABLES, ...VARIABLES].join(",")}`,
  ];
}

if (import.meta.main) {
  console.log(chatGrants(Deno.build.os, (name) => Deno.env.get(name)).join(" "));
}
