import { decode, sign, verify } from "hono/jwt";
import { JwtTokenExpired } from "hono/utils/jwt/types";
import { z } from "zod";
import { ChatError } from "../protocol/chat_error.ts";
import type { Account, Store } from "../store/store.ts";
import type { AuthFailure } from "./request_authentication.ts";
import type { SigningKey, SigningKeys } from "./signing_keys.ts";
import { hashToken, randomToken } from "./random_token.ts";
import type { Identity, RequestOrigin, Sessions } from "./sessions.ts";

/** Who makes the tokens, and for whom they are. */
const TOKEN_ISSUER = "parley";
const TOKEN_AUDIENCE = "parley";

/** Seconds that an access token lives. */
const ACCESS_TOKEN_TTL_S = 15 * 60;

/** How refresh tokens begin, so that people and secret scanners know them. */
const REFRESH_TOKEN_PREFIX = "prt_";

/** RFC 7515 allows much more; who sends a key, a place of one, or `crit` wants to be believed blindly. */
const headerSchema = z.strictObject({
  alg: z.literal("HS256"),
  typ: z.literal("JWT").optional(),
  kid: z.string().min(1).max(64),
});

const claimsSchema = z.object({
  iss: z.literal(TOKEN_ISSUER),
  aud: z.literal(TOKEN_AUDIENCE),
  iat: z.number(),
  nbf: z.number(),
  exp: z.number(),
  /** The account. */
  sub: z.string().max(64),
  /** The session. */
  sid: z.string().max(64),
});

/** What a program signs its requests with. */
export interface TokenPair {
  /** A JSON Web Token, for `Authorization: Bearer`. */
  access: string;
  /** Seconds that `access` lives. */
  expiresIn: number;
  /** Good for one more grant. */
  refresh: string;
}

/** Tokens for programs: signed ones that live for minutes, and ones that renew them. */
export class ProgramTokens {
  constructor(
    private readonly deps: {
      store: Store;
      sessions: Sessions;
      keys: SigningKeys;
      now: () => number;
    },
  ) {}

  /** Signs a program in. */
  async startSession(account: Account, { userAgent: agent }: RequestOrigin): Promise<TokenPair> {
    const { session } = await this.deps.sessions.build(account.id, "program", agent);
    const refresh = newRefreshToken();
    await this.deps.store.createSession(session);
    await this.deps.store.addRefreshToken(await hashToken(refresh), session.id);
    return await this.#signPair({ account, session }, refresh);
  }

  /**
   * Trades a refresh token for the next grant. One that was traded before is in two hands, and ends
   * the session. @throws ChatError `unauthorized`.
   */
  async renew(refresh: string): Promise<TokenPair> {
    const next = newRefreshToken();
    const [usedHash, nextHash] = await Promise.all([hashToken(refresh), hashToken(next)]);
    const result = await this.deps.store.rotateRefreshToken(usedHash, nextHash, this.deps.now());
    if (result.kind !== "ok") {
      throw new ChatError("refresh_expired");
    }
    return await this.#signPair(await this.deps.sessions.touch(result), next);
  }

  /** Who is behind an access token, or why nobody is. Never throws for what a token holds. */
  async verify(token: string): Promise<Identity | AuthFailure> {
    const kid = keyIdOf(token);
    const key = kid === undefined ? undefined : await this.deps.keys.find(kid);
    const payload = key ? await verifyClaims(token, key) : "token_invalid";
    if (typeof payload === "string") return payload;
    const identity = await this.deps.sessions.findById(payload.sid);
    if (!identity) return "session_ended";
    return identity.account.id === payload.sub ? identity : "token_invalid";
  }

  async #signPair({ account, session }: Identity, refresh: string): Promise<TokenPair> {
    const iat = Math.floor(this.deps.now() / 1_000);
    const times = { iat, nbf: iat, exp: iat + ACCESS_TOKEN_TTL_S };
    const subject = { sub: account.id, sid: session.id };
    const key = await this.deps.keys.current();
    const access = await sign(
      { iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, ...times, ...subject },
      key,
    );
    return { access, expiresIn: ACCESS_TOKEN_TTL_S, refresh };
  }
}

/** The id of the key that a token names, if its header is one that Parley writes. */
function keyIdOf(token: string): string | undefined {
  try {
    return headerSchema.parse(decode(token).header).kid;
  } catch {
    return undefined;
  }
}

/** What a token says, if it was signed with the key and holds now; else why it does not count. */
async function verifyClaims(
  token: string,
  key: SigningKey,
): Promise<z.infer<typeof claimsSchema> | "token_expired" | "token_invalid"> {
  try {
    const options = { alg: "HS256", iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE } as const;
    return claimsSchema.parse(await verify(token, key, options));
  } catch (error) {
    // The error quotes the token, which nobody may log.
    return error instanceof JwtTokenExpired ? "token_expired" : "token_invalid";
  }
}

function newRefreshToken(): string {
  return REFRESH_TOKEN_PREFIX + randomToken();
}
