/** The address that a browser on this machine reaches a listener by, with a slash at the end. */
export function localUrl({ hostname, port }: { hostname: string; port: number }): string {
  const isWildcard = hostname === "0.0.0.0" || hostname === "::";
  const host = isWildcard ? "localhost" : hostname.includes(":") ? `[${hostname}]` : hostname;
  return `http://${host}:${port}/`;
}

/** What tells how far a server reaches. */
interface ExposureConfig {
  host: string;
  publicUrl: URL | undefined;
  trustedProxies: readonly string[];
}

/**
 * Whether people on other machines can reach the server: it listens beyond loopback, or a proxy brings
 * them, as an address to browse to or a trusted proxy tells. A name that is not known counts as beyond.
 */
export function isExposed({ host, publicUrl, trustedProxies }: ExposureConfig): boolean {
  return !isLoopback(host) || trustedProxies.length > 0 ||
    (publicUrl !== undefined && !isLoopback(publicUrl.hostname));
}

/** RFC 6761 keeps `localhost` and what ends with it for loopback; RFC 1122 keeps 127.0.0.0/8. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return name === "localhost" || name.endsWith(".localhost") || name === "::1" ||
    /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name);
}
