import { chatPermissionFlags } from "../../../../lib/cli/chat/chat_permission_flags.ts";
import { FakeTerminal } from "./fake_terminal.ts";

const ROOT = new URL("../../../../", import.meta.url).pathname;

/**
 * How this machine gives a command a terminal of its own: with `script`, which is part of every Debian
 * (bsdutils) and of macOS, and takes its arguments in another way on each.
 */
function wayIn(): ((command: string) => string[]) | undefined {
  if (Deno.build.os === "darwin") return (command) => ["-q", "/dev/null", "sh", "-c", command];
  try {
    const { success, stdout } = new Deno.Command("script", { args: ["--version"] }).outputSync();
    const isKnown = success && new TextDecoder().decode(stdout).includes("util-linux");
    return isKnown ? (command) => ["-qefc", command, "/dev/null"] : undefined;
  } catch {
    return undefined;
  }
}

const scriptArgs = wayIn();

/** Whether this machine has pseudo-terminals for tests. */
export const hasPseudoTerminal = scriptArgs !== undefined;

/** A shell's commands in a terminal of the kernel's, and what is on its screen. */
export interface PseudoTerminal {
  screen: FakeTerminal;
  /** Presses keys. */
  type(keys: string): Promise<void>;
  /** Waits until all commands have ended. */
  ended(): Promise<void>;
}

/**
 * Runs commands in a pseudo-terminal of 60 columns. In them, `$CHAT` is the client with the permissions
 * of its task and a folder of its own.
 */
export function openPseudoTerminal(commands: string, folder: string): PseudoTerminal {
  const env = { XDG_CONFIG_HOME: folder, NO_COLOR: "", PARLEY_PASSWORD: "" };
  const grants = chatPermissionFlags(
    Deno.build.os,
    (name) => (env as Record<string, string>)[name],
  );
  const chat = [Deno.execPath(), "run", "--no-prompt", ...grants, "lib/cli/chat/chat_cli.ts"].join(
    " ",
  );
  const child = new Deno.Command("script", {
    args: scriptArgs!(`stty cols 60 rows 24; ${commands}`),
    cwd: ROOT,
    env: { ...env, CHAT: chat, SHELL: "/bin/sh", TERM: "xterm-256color" },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const screen = new FakeTerminal();
  const shown = (async () => {
    const texts = child.stdout.pipeThrough(new TextDecoderStream());
    for await (const text of texts) screen.write(text);
  })();
  const keys = child.stdin.getWriter();
  return {
    screen,
    type: (text) => keys.write(new TextEncoder().encode(text)),
    async ended() {
      await shown;
      await child.status;
      // What reads the keys is gone.
      await keys.close().catch(() => {});
      await screen.flush();
    },
  };
}
