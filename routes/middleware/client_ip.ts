import { createMiddleware } from "hono/factory";
import { convertIPv4ToBinary, convertIPv6ToBinary } from "hono/utils/ipaddr";
import type { RouteDeps, RouteEnv } from "../http/context.ts";

/** An address as a number, or a block of them. */
interface IpBlock {
  bits: 32 | 128;
  value: bigint;
  /** How many of the first bits count. */
  prefix: number;
}

/** Finds out the address that each request came from, as limits count it. */
export function clientIp({ config }: Pick<RouteDeps, "config">) {
  const read = createClientIpReader(config.trustedProxies);
  return createMiddleware<RouteEnv>(async (c, next) => {
    const { remoteAddr } = c.env;
    const peer = remoteAddr.transport === "tcp" ? remoteAddr.hostname : "local";
    c.set("address", read(peer, c.req.header("x-forwarded-for")));
    await next();
  });
}

/**
 * Reads the client's address from the peer's and X-Forwarded-For. The header counts only as far as
 * trusted proxies wrote it: of its entries, the last that is not such a proxy is the client. A home
 * has a whole /64 of IPv6, so one such network is one address.
 */
export function createClientIpReader(
  trusted: readonly string[],
): (peer: string, forwarded?: string) => string {
  const proxies = trusted.map(parseIpBlock).filter((block) => block !== undefined);
  const isProxy = (block: IpBlock) => proxies.some((proxy) => containsBlock(proxy, block));
  return (peer, forwarded = "") => {
    let client = parseIpBlock(peer);
    if (!client) return peer;
    for (const entry of forwarded.split(",").reverse()) {
      if (!isProxy(client)) break;
      const next = parseIpBlock(withoutPort(entry.trim()));
      if (!next) break;
      client = next;
    }
    return formatClientIp(client);
  };
}

function parseIpBlock(text: string): IpBlock | undefined {
  const [address = "", prefix] = text.split("/");
  try {
    const isV6 = address.includes(":");
    const value = isV6 ? convertIPv6ToBinary(address) : convertIPv4ToBinary(address);
    // ::ffff:0:0/96 is IPv4 in the dress of IPv6.
    if (isV6 && value >> 32n === 0xffffn) {
      return { bits: 32, value: value & 0xffffffffn, prefix: Number(prefix ?? 128) - 96 };
    }
    const bits = isV6 ? 128 : 32;
    return { bits, value, prefix: Number(prefix ?? bits) };
  } catch {
    return undefined;
  }
}

function containsBlock(block: IpBlock, { bits, value }: IpBlock): boolean {
  const rest = BigInt(block.bits - block.prefix);
  return block.bits === bits && block.value >> rest === value >> rest;
}

/** Some proxies write the client's port, as in `192.0.2.1:5000` and `[2001:db8::1]:5000`. */
function withoutPort(entry: string): string {
  return entry.match(/^\[(.+)\](?::\d+)?$/)?.[1] ?? entry.match(/^([\d.]+):\d+$/)?.[1] ?? entry;
}

function formatClientIp({ bits, value }: IpBlock): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((by) => (value >> by) & 255n).join(".");
  const network = [112n, 96n, 80n, 64n].map((by) => ((value >> by) & 0xffffn).toString(16));
  return `${network.join(":")}::/64`;
}
