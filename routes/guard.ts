import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { SESSION_LIFE } from "../lib/auth/sessions.ts";
import { ChatError } from "../lib/chat/error.ts";
import type { Ctx, Deps, Env } from "./context.ts";

/**
 * Refuses what another site's page sends: an Origin, when there is one, must be Parley's own.
 * Tools send none and have no cookies that another site could abuse.
 */
export function sameOrigin({ config }: Pick<Deps, "config">) {
  return createMiddleware<Env>(async (c, next) => {
    const origin = c.req.header("origin");
    const isSafe = c.req.method === "GET" || c.req.method === "HEAD";
    const isUpgrade = c.req.header("upgrade") !== undefined;
    if (origin !== undefined && (isUpgrade || !isSafe) && !isOwn(origin, c, config.publicUrl)) {
      throw new ChatError("bad_origin", "This page may not use Parley from another site.");
    }
    await next();
  });
}

function isOwn(origin: string, c: Ctx, publicUrl: URL | undefined): boolean {
  if (publicUrl && origin === publicUrl.origin) return true;
  return URL.parse(origin)?.host === c.req.header("host");
}

/** Finds out who is behind a request. @throws ChatError `unauthorized` when nobody is. */
export function signedIn({ sessions, config }: Pick<Deps, "sessions" | "config">) {
  return createMiddleware<Env>(async (c, next) => {
    const secret = secretOf(c, config.publicUrl);
    const account = secret === undefined ? undefined : await sessions.find(secret);
    if (!account) throw new ChatError("unauthorized", "Sign in first.");
    c.set("account", account);
    await next();
  });
}

/** The session's secret that a request carries. */
export function secretOf(c: Ctx, publicUrl: URL | undefined): string | undefined {
  return getCookie(c, "session", prefixOf(c, publicUrl));
}

/** Hands a session to the browser, out of reach of scripts and other sites. */
export function setSession(c: Ctx, secret: string, publicUrl: URL | undefined): void {
  const prefix = prefixOf(c, publicUrl);
  setCookie(c, "session", secret, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: SESSION_LIFE / 1_000,
    ...(prefix ? { prefix, secure: true } : {}),
  });
}

export function clearSession(c: Ctx, publicUrl: URL | undefined): void {
  const prefix = prefixOf(c, publicUrl);
  deleteCookie(c, "session", { path: "/", ...(prefix ? { prefix, secure: true } : {}) });
}

// RFC 6265bis: `__Host-` ties a cookie to one host, and needs HTTPS.
function prefixOf(c: Ctx, publicUrl: URL | undefined): "host" | undefined {
  const { protocol } = publicUrl ?? new URL(c.req.url);
  return protocol === "https:" ? "host" : undefined;
}
