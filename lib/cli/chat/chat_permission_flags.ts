import { isGrantValue } from "../../util/permission_flag_value.ts";
import { configFolder, FOLDER_VARIABLES } from "./files/config_dir.ts";
import { VARIABLES } from "./environment.ts";

/** The permissions that the terminal client needs, as flags of `deno run`, and no more. */
export function chatGrants(
  os: typeof Deno.build.os,
  env: (name: string) => string | undefined,
): string[] {
  const folder = configFolder(os, env);
  // Without a folder that a flag can hold nothing may be written, and the client says why.
  const write = folder !== undefined && isGrantValue(folder) ? [`--allow-write=${folder}`] : [];
  return [
    "--allow-net",
    // A file that is to be sent may lie anywhere; what is written goes to one folder only.
    "--allow-read",
    ...write,
    `--allow-env=${[...FOLDER_VARIABLES, ...VARIABLES].join(",")}`,
  ];
}

if (import.meta.main) {
  console.log(chatGrants(Deno.build.os, (name) => Deno.env.get(name)).join(" "));
}
