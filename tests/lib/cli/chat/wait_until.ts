/** Milliseconds after which something will not happen any more. */
const WAIT_TIMEOUT_MS = 10_000;

/**
 * Waits until something is so, and looks again whenever there is a sign.
 *
 * @param nextSign resolves with the next sign
 * @param state what there is instead, for people
 * @throws after ten seconds
 */
export async function waitUntil(
  isSo: () => boolean,
  nextSign: () => Promise<void>,
  state: () => string,
): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not so: ${state()}`)), WAIT_TIMEOUT_MS);
  try {
    while (!isSo()) await Promise.race([nextSign(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
