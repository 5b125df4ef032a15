/** What the environment says of the person's folders. */
export const CONFIG_DIR_VARIABLES = ["XDG_CONFIG_HOME", "HOME", "APPDATA"] as const;

/**
 * The folder of what the client remembers: where the platform keeps settings (XDG Base Directory
 * Specification; AppData on Windows). `undefined` when the environment does not tell.
 */
export function configDir(
  os: typeof Deno.build.os,
  env: (name: string) => string | undefined,
): string | undefined {
  if (os === "windows") {
    const appData = env("APPDATA");
    return appData ? `${appData}\\parley` : undefined;
  }
  const config = env("XDG_CONFIG_HOME");
  // The specification: a path that is not absolute is to be ignored.
  if (config?.startsWith("/")) return `${config}/parley`;
  const home = env("HOME");
  return home ? `${home}/.config/parley` : undefined;
}
