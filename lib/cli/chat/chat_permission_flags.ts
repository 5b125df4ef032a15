import { isPermissionFlagValue } from "../../util/permission_flag_value.ts";
import { CONFIG_DIR_VARIABLES, configDir } from "./files/config_dir.ts";
import { CHAT_VARIABLES } from "./environment.ts";

/** The permissions that the terminal client needs, as flags of `deno run`, and no more. */
export function chatPermissionFlags(
  os: typeof Deno.build.os,
  env: (name: string) => string | undefined,
): string[] {
  const folder = configDir(os, env);
  // Without a folder that a flag can hold nothing may be written, and the client says why.
  const write = folder !== undefined && isPermissionFlagValue(folder)
    ? [`--allow-write=${folder}`]
    : [];
  return [
    "--allow-net",
    // A file that is to be sent may lie anywhere; what is written goes to one folder only.
    "--allow-read",
    ...write,
    `--allow-env=${[...CONFIG_DIR_VARIABLES, ...CHAT_VARIABLES].join(",")}`,
  ];
}

if (import.meta.main) {
  console.log(chatPermissionFlags(Deno.build.os, (name) => Deno.env.get(name)).join(" "));
}
