/** How the program ends; --help explains these to people. */
export const EXIT_CODES = { ok: 0, failed: 1, usage: 2, signedOut: 3, unreachable: 4 } as const;

export type ExitCode = typeof EXIT_CODES[keyof typeof EXIT_CODES];

/** Why the program, or one deed of it, cannot go on. The message may hold what a server said. */
export class CliError extends Error {
  override readonly name = "CliError";

  constructor(readonly exit: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
