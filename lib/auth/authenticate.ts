import type { Sessions, Who } from "./sessions.ts";
import type { Tickets } from "./tickets.ts";
import type { Tokens } from "./tokens.ts";

/** What a request shows of who it is from. */
export interface Evidence {
  /** The secret of a device's session. */
  cookie?: string | undefined;
  /** The header: `Bearer` and an access token. */
  authorization?: string | undefined;
  /** For sockets alone. */
  ticket?: string | undefined;
}

/**
 * Who a request is from. What is said on purpose, a ticket or a token, counts alone: when it is wrong,
 * no cookie makes up for it.
 */
export async function authenticate(
  { sessions, tokens, tickets }: { sessions: Sessions; tokens: Tokens; tickets: Tickets },
  { cookie, authorization, ticket }: Evidence,
): Promise<Who | undefined> {
  if (ticket !== undefined) {
    const session = await tickets.take(ticket);
    return session === undefined ? undefined : await sessions.findById(session);
  }
  if (authorization !== undefined) {
    const token = authorization.match(/^Bearer +([\w.-]+) *$/i)?.[1];
    return token === undefined ? undefined : await tokens.verify(token);
  }
  return cookie === undefined ? undefined : await sessions.find(cookie);
}
