import { createMiddleware } from "hono/factory";
import { isLoopback } from "../../lib/ops/listen_address.ts";
import type { Config } from "../../lib/ops/config.ts";
import { Refused } from "../../lib/protocol/chat_error.ts";
import type { Deps, Env } from "../http/context.ts";
import { foldedWarning } from "./distinct_warning.ts";

/** A Host header as RFC 9110 has it: a name or an address, and perhaps a port. */
const HOST = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i;

/** Names that public DNS gives to nobody, so that no stranger can point one here (RFC 6762, 8375). */
const PRIVATE_SUFFIX = /\.(local|lan|internal|localhost|home\.arpa)$/;

/** Probes ask by names of their own, and learn nothing but whether the server works. */
const PROBES = ["/healthz", "/readyz"];

type HostConfig = Pick<Config, "host" | "publicUrl">;

/**
 * Refuses requests for a name that is not this server's: with DNS rebinding another site's page would
 * be served under its own name, as if it were Parley. @throws Refused `bad_host`.
 */
export function ownHost({ config, log }: Pick<Deps, "config" | "log">) {
  const warn = foldedWarning(log, "A request for a name that is not this server's was refused");
  return createMiddleware<Env>(async (c, next) => {
    const host = c.req.header("host");
    if (!PROBES.includes(c.req.path) && !isOwnHost(host, config)) {
      warn({ host, hint: "Set PUBLIC_URL to the address that people browse to." });
      throw new Refused("other_host");
    }
    await next();
  });
}

/**
 * Whether a Host header names this server. With PUBLIC_URL these are its host and loopback names;
 * without, what no stranger can own: addresses, HOST, names of one label and private suffixes.
 */
export function isOwnHost(host: string | undefined, { host: listen, publicUrl }: HostConfig) {
  const url = host !== undefined && HOST.test(host) ? URL.parse(`http://${host}`) : null;
  if (!url) return false;
  const name = url.hostname.replace(/\.$/, "");
  if (isLoopback(name)) return true;
  if (publicUrl) return hostOf(host!, publicUrl) === publicUrl.host;
  return isAddress(name) || name === listen.toLowerCase() || !name.includes(".") ||
    PRIVATE_SUFFIX.test(name);
}

/** A Host header as the URL's scheme writes it: without the scheme's own port. */
function hostOf(host: string, { protocol }: URL): string | undefined {
  return URL.parse(`${protocol}//${host}`)?.host;
}

function isAddress(name: string): boolean {
  return name.startsWith("[") || /^\d+(\.\d+){3}$/.test(name);
}
