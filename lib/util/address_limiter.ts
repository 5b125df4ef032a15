import { RateLimiter } from "./rate_limiter.ts";

/** A network that an address is in, and how many times as much it may as one address. */
export interface NetworkShare {
  name: string;
  share: number;
}

/**
 * How many times as much a whole /48 may as one address. A /56 is what one customer has (RIPE-690), and may
 * no more than one address of IPv4; a /48 is one large customer, or many small ones of a provider.
 */
const SITE_LIMIT_FACTOR = 4;

/** What an IPv6 address is as limits count it: four groups of hexadecimal digits. */
const IPV6_64_NETWORK = /^([\da-f]+):([\da-f]+):([\da-f]+):([\da-f]+)::\/64$/;

/**
 * The networks by which an address is counted: itself, and of IPv6, where one host chooses among many
 * /64, the /56 and the /48 around it.
 */
export function networksAround(address: string): NetworkShare[] {
  const single = { name: address, share: 1 };
  const [, group1, group2, group3, group4] = IPV6_64_NETWORK.exec(address) ?? [];
  if (group4 === undefined) return [single];
  const subnet = (Number.parseInt(group4, 16) & 0xff00).toString(16);
  return [
    single,
    { name: `${group1}:${group2}:${group3}:${subnet}::/56`, share: 1 },
    { name: `${group1}:${group2}:${group3}::/48`, share: SITE_LIMIT_FACTOR },
  ];
}

/** Buckets for addresses and for the networks around them. */
export class AddressLimiter {
  readonly #limiters = new Map<number, RateLimiter>();

  constructor(tokensPerSecond: number, burst: number, now: () => number) {
    for (const share of [1, SITE_LIMIT_FACTOR]) {
      this.#limiters.set(share, new RateLimiter(tokensPerSecond * share, burst * share, now));
    }
  }

  /**
   * Takes so many tokens of an address and all its networks, or of none; returns 0, or the seconds to wait.
   * @param kind keeps those apart who share an address and not its buckets.
   */
  consume(address: string, cost = 1, kind = ""): number {
    const refunds: (() => void)[] = [];
    for (const { name, share } of networksAround(address)) {
      const limiter = this.#limiters.get(share)!;
      const key = `${kind} ${name}`;
      const retryAfter = limiter.consume(key, cost);
      if (retryAfter > 0) {
        for (const refund of refunds) refund();
        return retryAfter;
      }
      refunds.push(() => limiter.refund(key, cost));
    }
    return 0;
  }
}
