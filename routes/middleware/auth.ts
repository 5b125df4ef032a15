import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { AuthFailure } from "../../lib/auth/request_authentication.ts";
import { DEVICE_COOKIE_MAX_AGE_MS } from "../../lib/auth/device_cookies.ts";
import type { Identity, RequestOrigin } from "../../lib/auth/sessions.ts";
import { ChatError } from "../../lib/protocol/chat_error.ts";
import { hasPermission } from "../../lib/protocol/permissions.ts";
import type { Account } from "../../lib/store/store.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "../http/context.ts";
import { notFoundResponse } from "../http/error_response.ts";

/** Lets no U+0000 through in a path or query: no name and no id has one, and storage refuses it. */
export const rejectNulCharacters = createMiddleware<RouteEnv>(async (c, next) => {
  if (/[?&].*%00/.test(c.req.url)) {
    throw new ChatError("nul_character", { field: "query" });
  }
  if (c.req.path.includes("\0")) return notFoundResponse(c);
  return await next();
});

/**
 * Finds out who is behind a request, by its session's cookie or an access token; a socket may show a
 * ticket or an access token in its address. @throws ChatError `unauthorized`, saying why nobody is.
 */
export function requireAccount(
  deps: Pick<RouteDeps, "auth" | "config">,
  { ticket = false }: { ticket?: boolean } = {},
) {
  return createMiddleware<RouteEnv>(async (c, next) => {
    if (!c.get("account")) {
      const identity = await authenticateContext(
        c,
        deps,
        ticket ? c.req.query("token") : undefined,
      );
      if (typeof identity === "string") {
        c.set("authFailure", identity);
        throw new ChatError(identity);
      }
      c.set("account", identity.account);
      c.set("session", identity.session);
    }
    await next();
  });
}

/** Who is behind a request, if anyone is. */
export async function findIdentity(
  c: RouteContext,
  deps: Pick<RouteDeps, "auth" | "config">,
): Promise<Identity | undefined> {
  const identity = await authenticateContext(c, deps);
  return typeof identity === "string" ? undefined : identity;
}

/** Who is behind a request, by what it shows, or why nobody is. */
async function authenticateContext(
  c: RouteContext,
  { auth, config }: Pick<RouteDeps, "auth" | "config">,
  ticket?: string,
): Promise<Identity | AuthFailure> {
  const authorization = c.req.header("authorization");
  return await auth.authenticate({
    cookie: sessionCookie(c, config.publicUrl),
    authorization,
    ticket,
  });
}

/** Lets only admins pass. @throws ChatError `unauthorized` or `forbidden`. */
export function requireAdmin(deps: Pick<RouteDeps, "auth" | "config">) {
  const authenticated = requireAccount(deps);
  return createMiddleware<RouteEnv>((c, next) =>
    authenticated(c, async () => {
      if (!hasPermission(c.get("account").role, "manage accounts")) {
        throw new ChatError("admins_only");
      }
      await next();
    })
  );
}

/** Where a request comes from, and the session that its device has already. */
export async function requestOrigin(
  c: RouteContext,
  { auth, config }: Pick<RouteDeps, "auth" | "config">,
): Promise<RequestOrigin> {
  const secret = sessionCookie(c, config.publicUrl);
  return {
    address: c.get("address"),
    userAgent: c.req.header("user-agent") ?? "",
    identity: secret === undefined ? undefined : await auth.sessions.findBySecret(secret),
    deviceCookie: deviceCookie(c, config.publicUrl),
  };
}

/** The session's secret that a request carries. */
function sessionCookie(c: RouteContext, publicUrl: URL | undefined): string | undefined {
  return getCookie(c, "session", cookiePrefix(c, publicUrl));
}

/** Writes that someone came in; never with what they showed for it. */
export function logSignIn(
  c: RouteContext,
  { id, username }: Account,
  { log }: Pick<RouteDeps, "log">,
): void {
  const who = { account: id, address: c.get("address"), requestId: c.get("requestId") };
  log.info(username === undefined ? "A guest came in" : "Someone signed in", who);
}

/** The cookie by which accounts know the device. */
function deviceCookie(c: RouteContext, publicUrl: URL | undefined): string | undefined {
  return getCookie(c, "device", cookiePrefix(c, publicUrl));
}

/** Hands a session to the browser, out of reach of scripts and other sites. */
export function setSessionCookie(
  c: RouteContext,
  secret: string,
  { auth, config: { publicUrl } }: Pick<RouteDeps, "auth" | "config">,
): void {
  setHttpOnlyCookie(c, "session", secret, { life: auth.sessions.maxAgeMs, publicUrl });
}

/** Has the browser known to an account at which it signed in; it stays so after a sign-out. */
export async function setDeviceCookie(
  c: RouteContext,
  account: Account,
  { auth, config: { publicUrl } }: Pick<RouteDeps, "auth" | "config">,
): Promise<void> {
  const value = await auth.deviceCookies.issue(account, deviceCookie(c, publicUrl));
  if (value) setHttpOnlyCookie(c, "device", value, { life: DEVICE_COOKIE_MAX_AGE_MS, publicUrl });
}

function setHttpOnlyCookie(
  c: RouteContext,
  name: string,
  value: string,
  { life: maxAgeMs, publicUrl }: { life: number; publicUrl: URL | undefined },
): void {
  const prefix = cookiePrefix(c, publicUrl);
  setCookie(c, name, value, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: maxAgeMs / 1_000,
    ...(prefix ? { prefix, secure: true } : {}),
  });
}

/** Takes a session back from the browser. */
export function clearSessionCookie(c: RouteContext, publicUrl: URL | undefined): void {
  const prefix = cookiePrefix(c, publicUrl);
  deleteCookie(c, "session", { path: "/", ...(prefix ? { prefix, secure: true } : {}) });
}

// RFC 6265bis: `__Host-` ties a cookie to one host, and needs HTTPS.
function cookiePrefix(c: RouteContext, publicUrl: URL | undefined): "host" | undefined {
  const { protocol } = publicUrl ?? new URL(c.req.url);
  return protocol === "https:" ? "host" : undefined;
}
