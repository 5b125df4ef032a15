import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";

/** Milliseconds between two tries. */
const RETRY_INTERVAL_MS = 500;

/**
 * Tries until it works, as long as the server is only out of reach and time is left.
 *
 * @param timeoutMs milliseconds
 * @throws CliError the last one
 */
export async function retryWhileUnreachable<T>(
  timeoutMs: number,
  run: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const isOver = Date.now() + RETRY_INTERVAL_MS > deadline;
      if (!(error instanceof CliError) || error.exit !== EXIT_CODES.unreachable || isOver) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_INTERVAL_MS));
    }
  }
}
