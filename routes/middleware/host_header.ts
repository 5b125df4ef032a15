import { createMiddleware } from "hono/factory";
import { isLoopback } from "../../lib/ops/listen_address.ts";
import type { Config } from "../../lib/ops/config.ts";
import { ChatError } from "../../lib/protocol/chat_error.ts";
import type { RouteDeps, RouteEnv } from "../http/context.ts";
import { createDistinctWarning } from "./distinct_warning.ts";

/** A Host header as RFC 9110 has it: a name or an address, and perhaps a port. */
const HOST_HEADER = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i;

/** Names that public DNS gives to nobody, so that no stranger can point one here (RFC 6762, 8375). */
const PRIVATE_HOST_SUFFIX = /\.(local|lan|internal|localhost|home\.arpa)$/;

/** Probes ask by names of their own, and learn nothing but whether the server works. */
const PROBE_PATHS = ["/healthz", "/readyz"];

type HostConfig = Pick<Config, "host" | "publicUrl">;

/**
 * Refuses requests for a name that is not this server's: with DNS rebinding another site's page would
 * be served under its own name, as if it were Parley. @throws ChatError `bad_host`.
 */
export function requireOwnHost({ config, log }: Pick<RouteDeps, "config" | "log">) {
  const warn = createDistinctWarning(
    log,
    "A request for a name that is not this server's was refused",
  );
  return createMiddleware<RouteEnv>(async (c, next) => {
    const host = c.req.header("host");
    if (!PROBE_PATHS.includes(c.req.path) && !isOwnHost(host, config)) {
      warn({ host, hint: "Set PUBLIC_URL to the address that people browse to." });
      throw new ChatError("other_host");
    }
    await next();
  });
}

/**
 * Whether a Host header names this server. With PUBLIC_URL these are its host and loopback names;
 * without, what no stranger can own: addresses, HOST, names of one label and private suffixes.
 */
export function isOwnHost(host: string | undefined, { host: listen, publicUrl }: HostConfig) {
  const url = host !== undefined && HOST_HEADER.test(host) ? URL.parse(`http://${host}`) : null;
  if (!url) return false;
  const name = url.hostname.replace(/\.$/, "");
  if (isLoopback(name)) return true;
  if (publicUrl) return normalizedHost(host!, publicUrl) === publicUrl.host;
  return isIpAddress(name) || name === listen.toLowerCase() || !name.includes(".") ||
    PRIVATE_HOST_SUFFIX.test(name);
}

/** A Host header as the URL's scheme writes it: without the scheme's own port. */
function normalizedHost(host: string, { protocol }: URL): string | undefined {
  return URL.parse(`${protocol}//${host}`)?.host;
}

function isIpAddress(name: string): boolean {
  return name.startsWith("[") || /^\d+(\.\d+){3}$/.test(name);
}
