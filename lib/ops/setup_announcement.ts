import type { Log } from "./log.ts";

export interface SetupAnnouncementOptions {
  /** Makes the link that makes the first admin. */
  createLink: () => Promise<string>;
  /** Whether the environment gives a token for it. */
  hasSetupToken: boolean;
  /** Prints to the terminal, when there is one. */
  print: ((text: string) => void) | undefined;
  log: Log;
}

/**
 * Says at the start how the first admin is made. The link goes to a terminal alone: a log may be kept, and
 * whoever opens the link is the admin.
 */
export async function announceSetup(
  { createLink, hasSetupToken: hasToken, print, log }: SetupAnnouncementOptions,
): Promise<void> {
  if (print) {
    print(`Set up Parley: ${await createLink()}`);
    print("The link works once, within an hour. `deno task account setup` prints another.");
    return;
  }
  log.warn("Parley is not set up yet: `deno task account setup` prints the link for it", {
    token: hasToken ? "SETUP_TOKEN is taken at /setup" : "SETUP_TOKEN is not set",
  });
}
