/** The address that a browser on this machine reaches a listener by, with a slash at the end. */
export function urlOf({ hostname, port }: { hostname: string; port: number }): string {
  const isAny = hostname === "0.0.0.0" || hostname === "::";
  const host = isAny ? "localhost" : hostname.includes(":") ? `[${hostname}]` : hostname;
  return `http://${host}:${port}/`;
}
