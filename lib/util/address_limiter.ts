import { RateLimiter } from "./rate_limiter.ts";

/** A network that an address is in, and how many times as much it may as one address. */
export interface Network {
  name: string;
  share: number;
}

/**
 * How many times as much a whole /48 may as one address. A /56 is what one customer has (RIPE-690), and may
 * no more than one address of IPv4; a /48 is one large customer, or many small ones of a provider.
 */
const SITE_SHARE = 4;

/** What an IPv6 address is as limits count it: four groups of hexadecimal digits. */
const NETWORK_64 = /^([\da-f]+):([\da-f]+):([\da-f]+):([\da-f]+)::\/64$/;

/**
 * The networks by which an address is counted: itself, and of IPv6, where one host chooses among many
 * /64, the /56 and the /48 around it.
 */
export function networksOf(address: string): Network[] {
  const own = { name: address, share: 1 };
  const [, one, two, three, four] = NETWORK_64.exec(address) ?? [];
  if (four === undefined) return [own];
  const subnet = (Number.parseInt(four, 16) & 0xff00).toString(16);
  return [
    own,
    { name: `${one}:${two}:${three}:${subnet}::/56`, share: 1 },
    { name: `${one}:${two}:${three}::/48`, share: SITE_SHARE },
  ];
}

/** Buckets for addresses and for the networks around them. */
export class AddressLimiter {
  readonly #limiters = new Map<number, RateLimiter>();

  constructor(rate: number, burst: number, now: () => number) {
    for (const share of [1, SITE_SHARE]) {
      this.#limiters.set(share, new RateLimiter(rate * share, burst * share, now));
    }
  }

  /**
   * Takes so many tokens of an address and all its networks, or of none; returns 0, or the seconds to wait.
   * @param kind keeps those apart who share an address and not its buckets.
   */
  take(address: string, cost = 1, kind = ""): number {
    const taken: (() => void)[] = [];
    for (const { name, share } of networksOf(address)) {
      const limiter = this.#limiters.get(share)!;
      const key = `${kind} ${name}`;
      const retryAfter = limiter.take(key, cost);
      if (retryAfter > 0) {
        for (const giveBack of taken) giveBack();
        return retryAfter;
      }
      taken.push(() => limiter.giveBack(key, cost));
    }
    return 0;
  }
}
