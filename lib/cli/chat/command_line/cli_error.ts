/** How the program ends; --help explains these to people. */
export const EXIT = { ok: 0, refused: 1, usage: 2, signedOut: 3, unreachable: 4 } as const;

export type Exit = typeof EXIT[keyof typeof EXIT];

/** Why the program, or one deed of it, cannot go on. The message may hold what a server said. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(readonly exit: Exit, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
