import { decode, sign, verify } from "hono/jwt";
import { JwtTokenExpired } from "hono/utils/jwt/types";
import { z } from "zod";
import { Refused } from "../protocol/chat_error.ts";
import type { Account, Store } from "../store/store.ts";
import type { AuthFailure } from "./request_authentication.ts";
import type { Keys, SigningKey } from "./signing_keys.ts";
import { hashSecret, newSecret } from "./random_token.ts";
import type { Caller, Sessions, Who } from "./sessions.ts";

/** Who makes the tokens, and for whom they are. */
const ISSUER = "parley";
const AUDIENCE = "parley";

/** Seconds that an access token lives. */
const LIFE = 15 * 60;

/** How refresh tokens begin, so that people and secret scanners know them. */
const REFRESH = "prt_";

/** RFC 7515 allows much more; who sends a key, a place of one, or `crit` wants to be believed blindly. */
const header = z.strictObject({
  alg: z.literal("HS256"),
  typ: z.literal("JWT").optional(),
  kid: z.string().min(1).max(64),
});

const claims = z.object({
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
  iat: z.number(),
  nbf: z.number(),
  exp: z.number(),
  /** The account. */
  sub: z.string().max(64),
  /** The session. */
  sid: z.string().max(64),
});

/** What a program signs its requests with. */
export interface Grant {
  /** A JSON Web Token, for `Authorization: Bearer`. */
  access: string;
  /** Seconds that `access` lives. */
  expiresIn: number;
  /** Good for one more grant. */
  refresh: string;
}

/** Tokens for programs: signed ones that live for minutes, and ones that renew them. */
export class Tokens {
  constructor(
    private readonly deps: { store: Store; sessions: Sessions; keys: Keys; now: () => number },
  ) {}

  /** Signs a program in. */
  async start(account: Account, { agent }: Caller): Promise<Grant> {
    const { session } = await this.deps.sessions.make(account.id, "program", agent);
    const refresh = newRefresh();
    await this.deps.store.createSession(session);
    await this.deps.store.addRefresh(await hashSecret(refresh), session.id);
    return await this.#grant({ account, session }, refresh);
  }

  /**
   * Trades a refresh token for the next grant. One that was traded before is in two hands, and ends
   * the session. @throws Refused `unauthorized`.
   */
  async renew(refresh: string): Promise<Grant> {
    const next = newRefresh();
    const [used, following] = await Promise.all([hashSecret(refresh), hashSecret(next)]);
    const result = await this.deps.store.useRefresh(used, following, this.deps.now());
    if (result.kind !== "ok") {
      throw new Refused("refresh_expired");
    }
    return await this.#grant(await this.deps.sessions.touch(result), next);
  }

  /** Who is behind an access token, or why nobody is. Never throws for what a token holds. */
  async verify(token: string): Promise<Who | AuthFailure> {
    const kid = keyOf(token);
    const key = kid === undefined ? undefined : await this.deps.keys.find(kid);
    const payload = key ? await read(token, key) : "token_invalid";
    if (typeof payload === "string") return payload;
    const who = await this.deps.sessions.findById(payload.sid);
    if (!who) return "session_ended";
    return who.account.id === payload.sub ? who : "token_invalid";
  }

  async #grant({ account, session }: Who, refresh: string): Promise<Grant> {
    const iat = Math.floor(this.deps.now() / 1_000);
    const times = { iat, nbf: iat, exp: iat + LIFE };
    const who = { sub: account.id, sid: session.id };
    const key = await this.deps.keys.current();
    const access = await sign({ iss: ISSUER, aud: AUDIENCE, ...times, ...who }, key);
    return { access, expiresIn: LIFE, refresh };
  }
}

/** The id of the key that a token names, if its header is one that Parley writes. */
function keyOf(token: string): string | undefined {
  try {
    return header.parse(decode(token).header).kid;
  } catch {
    return undefined;
  }
}

/** What a token says, if it was signed with the key and holds now; else why it does not count. */
async function read(
  token: string,
  key: SigningKey,
): Promise<z.infer<typeof claims> | "token_expired" | "token_invalid"> {
  try {
    const options = { alg: "HS256", iss: ISSUER, aud: AUDIENCE } as const;
    return claims.parse(await verify(token, key, options));
  } catch (error) {
    // The error quotes the token, which nobody may log.
    return error instanceof JwtTokenExpired ? "token_expired" : "token_invalid";
  }
}

function newRefresh(): string {
  return REFRESH + newSecret();
}
