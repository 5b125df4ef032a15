import { EXIT, Failure } from "../command_line/cli_error.ts";

/** Milliseconds between two tries. */
const PAUSE = 500;

/**
 * Tries until it works, as long as the server is only out of reach and time is left.
 *
 * @param timeout milliseconds
 * @throws Failure the last one
 */
export async function patiently<T>(timeout: number, run: () => Promise<T>): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const isOver = Date.now() + PAUSE > end;
      if (!(error instanceof Failure) || error.exit !== EXIT.unreachable || isOver) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
