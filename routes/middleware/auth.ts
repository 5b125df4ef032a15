import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { AuthFailure } from "../../lib/auth/request_authentication.ts";
import { DEVICE_COOKIE_LIFE } from "../../lib/auth/device_cookies.ts";
import type { Caller, Who } from "../../lib/auth/sessions.ts";
import { Refused } from "../../lib/protocol/chat_error.ts";
import { can } from "../../lib/protocol/permissions.ts";
import type { Account } from "../../lib/store/store.ts";
import type { Ctx, Deps, Env } from "../http/context.ts";
import { notFound } from "../http/error_response.ts";

/** Lets no U+0000 through in a path or query: no name and no id has one, and storage refuses it. */
export const plainPath = createMiddleware<Env>(async (c, next) => {
  if (/[?&].*%00/.test(c.req.url)) {
    throw new Refused("nul_character", { field: "query" });
  }
  if (c.req.path.includes("\0")) return notFound(c);
  return await next();
});

/**
 * Finds out who is behind a request, by its session's cookie or an access token; a socket may show a
 * ticket or an access token in its address. @throws Refused `unauthorized`, saying why nobody is.
 */
export function signedIn(
  deps: Pick<Deps, "auth" | "config">,
  { ticket = false }: { ticket?: boolean } = {},
) {
  return createMiddleware<Env>(async (c, next) => {
    if (!c.get("account")) {
      const who = await identify(c, deps, ticket ? c.req.query("token") : undefined);
      if (typeof who === "string") {
        c.set("authFailure", who);
        throw new Refused(who);
      }
      c.set("account", who.account);
      c.set("session", who.session);
    }
    await next();
  });
}

/** Who is behind a request, if anyone is. */
export async function whoIs(
  c: Ctx,
  deps: Pick<Deps, "auth" | "config">,
): Promise<Who | undefined> {
  const who = await identify(c, deps);
  return typeof who === "string" ? undefined : who;
}

/** Who is behind a request, by what it shows, or why nobody is. */
async function identify(
  c: Ctx,
  { auth, config }: Pick<Deps, "auth" | "config">,
  ticket?: string,
): Promise<Who | AuthFailure> {
  const authorization = c.req.header("authorization");
  return await auth.authenticate({ cookie: secretOf(c, config.publicUrl), authorization, ticket });
}

/** Lets only admins pass. @throws Refused `unauthorized` or `forbidden`. */
export function adminOnly(deps: Pick<Deps, "auth" | "config">) {
  const known = signedIn(deps);
  return createMiddleware<Env>((c, next) =>
    known(c, async () => {
      if (!can(c.get("account").role, "manage accounts")) {
        throw new Refused("admins_only");
      }
      await next();
    })
  );
}

/** Where a request comes from, and the session that its device has already. */
export async function callerOf(
  c: Ctx,
  { auth, config }: Pick<Deps, "auth" | "config">,
): Promise<Caller> {
  const secret = secretOf(c, config.publicUrl);
  return {
    address: c.get("address"),
    agent: c.req.header("user-agent") ?? "",
    who: secret === undefined ? undefined : await auth.sessions.find(secret),
    device: deviceOf(c, config.publicUrl),
  };
}

/** The session's secret that a request carries. */
function secretOf(c: Ctx, publicUrl: URL | undefined): string | undefined {
  return getCookie(c, "session", prefixOf(c, publicUrl));
}

/** Writes that someone came in; never with what they showed for it. */
export function logSignIn(c: Ctx, { id, username }: Account, { log }: Pick<Deps, "log">): void {
  const who = { account: id, address: c.get("address"), requestId: c.get("requestId") };
  log.info(username === undefined ? "A guest came in" : "Someone signed in", who);
}

/** The cookie by which accounts know the device. */
function deviceOf(c: Ctx, publicUrl: URL | undefined): string | undefined {
  return getCookie(c, "device", prefixOf(c, publicUrl));
}

/** Hands a session to the browser, out of reach of scripts and other sites. */
export function setSession(
  c: Ctx,
  secret: string,
  { auth, config: { publicUrl } }: Pick<Deps, "auth" | "config">,
): void {
  setHidden(c, "session", secret, { life: auth.sessions.lifeMs, publicUrl });
}

/** Has the browser known to an account at which it signed in; it stays so after a sign-out. */
export async function setDevice(
  c: Ctx,
  account: Account,
  { auth, config: { publicUrl } }: Pick<Deps, "auth" | "config">,
): Promise<void> {
  const value = await auth.devices.remember(account, deviceOf(c, publicUrl));
  if (value) setHidden(c, "device", value, { life: DEVICE_COOKIE_LIFE, publicUrl });
}

function setHidden(
  c: Ctx,
  name: string,
  value: string,
  { life, publicUrl }: { life: number; publicUrl: URL | undefined },
): void {
  const prefix = prefixOf(c, publicUrl);
  setCookie(c, name, value, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: life / 1_000,
    ...(prefix ? { prefix, secure: true } : {}),
  });
}

/** Takes a session back from the browser. */
export function clearSession(c: Ctx, publicUrl: URL | undefined): void {
  const prefix = prefixOf(c, publicUrl);
  deleteCookie(c, "session", { path: "/", ...(prefix ? { prefix, secure: true } : {}) });
}

// RFC 6265bis: `__Host-` ties a cookie to one host, and needs HTTPS.
function prefixOf(c: Ctx, publicUrl: URL | undefined): "host" | undefined {
  const { protocol } = publicUrl ?? new URL(c.req.url);
  return protocol === "https:" ? "host" : undefined;
}
