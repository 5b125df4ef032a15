import type { Identity, Sessions } from "./sessions.ts";
import type { SocketTickets } from "./socket_tickets.ts";
import type { ProgramTokens } from "./program_tokens.ts";

/** What a request shows of who it is from. */
export interface PresentedCredentials {
  /** The secret of a device's session. */
  cookie?: string | undefined;
  /** The header: `Bearer` and an access token. */
  authorization?: string | undefined;
  /** For sockets alone: a ticket, or an access token. */
  ticket?: string | undefined;
}

/** Why a request is from nobody: it shows nothing, or what it shows is not valid. */
export type AuthFailure =
  | "no_credentials"
  | "session_ended"
  | "not_bearer"
  | "token_malformed"
  | "token_expired"
  | "token_invalid"
  | "ticket_invalid";

/** RFC 7515's compact form: three parts in base64url. */
const COMPACT_JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Who a request is from, or why from nobody. An explicit ticket or token takes precedence: if it is
 * invalid, the request is refused even when a valid cookie is present.
 */
export async function authenticateRequest(
  { sessions, tokens, tickets }: {
    sessions: Sessions;
    tokens: ProgramTokens;
    tickets: SocketTickets;
  },
  { cookie, authorization, ticket }: PresentedCredentials,
): Promise<Identity | AuthFailure> {
  if (ticket !== undefined) {
    if (COMPACT_JWT.test(ticket)) return await tokens.verify(ticket);
    const session = await tickets.redeem(ticket);
    if (session === undefined) return "ticket_invalid";
    return await sessions.findById(session) ?? "session_ended";
  }
  if (authorization !== undefined) {
    const token = authorization.match(/^Bearer +(\S+) *$/i)?.[1];
    if (token === undefined) return "not_bearer";
    return COMPACT_JWT.test(token) ? await tokens.verify(token) : "token_malformed";
  }
  if (cookie === undefined) return "no_credentials";
  return await sessions.findBySecret(cookie) ?? "session_ended";
}
