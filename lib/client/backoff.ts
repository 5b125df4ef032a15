/** Milliseconds. */
const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 30_000;

/**
 * How long to wait before a try, in milliseconds: anywhere between nothing and a bound that doubles
 * with every try before it, so that clients that fail together do not come back together ("full jitter",
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param tries how many have failed, from 0
 * @param random from 0 up to 1
 */
export function backoffDelay(tries: number, random: number): number {
  return random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** tries);
}

/** How long to wait after a refusal, in milliseconds: what the server asked for, or a back-off. */
export function retryDelay(retryAfter: number | undefined, tries: number, random: number): number {
  return retryAfter === undefined ? backoffDelay(tries, random) : retryAfter * 1000;
}
