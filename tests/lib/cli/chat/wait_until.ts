/** Milliseconds after which something will not happen any more. */
const DEADLINE = 10_000;

/**
 * Waits until something is so, and looks again whenever there is a sign.
 *
 * @param nextSign resolves with the next sign
 * @param state what there is instead, for people
 * @throws after ten seconds
 */
export async function until(
  isSo: () => boolean,
  nextSign: () => Promise<void>,
  state: () => string,
): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not so: ${state()}`)), DEADLINE);
  try {
    while (!isSo()) await Promise.race([nextSign(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
