/**
 * WebSocket close codes and whether a client should come back.
 * 1000–1999 are RFC 6455's (1012 from the IANA registry), 4000–4999 are Parley's own.
 */
export const CLOSE_CODES = {
  goingAway: 1001,
  binary: 1003,
  tooBig: 1009,
  restart: 1012,
  signedOut: 4001,
  banned: 4003,
  tooSlow: 4008,
  tooManyRequests: 4029,
} as const;

/** How a client answers a close code: at once with jitter, after a long pause, or never. */
export function reconnectPolicy(code: number): "now" | "later" | "never" {
  switch (code) {
    case CLOSE_CODES.signedOut:
    case CLOSE_CODES.banned:
    case CLOSE_CODES.binary:
    case CLOSE_CODES.tooBig:
      return "never";
    case CLOSE_CODES.tooManyRequests:
      return "later";
    default:
      return "now";
  }
}
