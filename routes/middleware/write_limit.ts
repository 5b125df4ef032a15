import { createMiddleware } from "hono/factory";
import { MAX_WRITE_COST } from "../../lib/ops/write_limits.ts";
import type { Account } from "../../lib/store/store.ts";
import type { RouteDeps, RouteEnv } from "../http/context.ts";
import { findIdentity } from "./auth.ts";

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/**
 * What writes cost that cost more or less than 1: dear is what others see, what stays and what is work.
 * Parts of files are bounded by their announcements, and everybody may sign out.
 */
const WRITE_COSTS: readonly [method: string, path: RegExp, cost: number][] = [
  ["POST", /^\/api\/rooms$/, MAX_WRITE_COST],
  ["DELETE", /^\/api\/rooms\/[^/]+$/, MAX_WRITE_COST],
  ["POST", /^\/api\/rooms\/[^/]+\/invites$/, MAX_WRITE_COST],
  ["POST", /^\/api\/direct$/, 5],
  ["PUT", /^\/api\/account\/password$/, 5],
  ["PATCH", /^\/api\/account$/, 3],
  ["PATCH", /^\/api\/uploads\//, 0],
  ["DELETE", /^\/api\/session$/, 0],
];

/** What goes on when the disk is nearly full: making space, coming in and looking. */
const ALLOWED_ON_FULL_DISK =
  /^\/api\/(signin|token|ticket|reset|setup|session|admin\/.*|invites\/preview)$/;

/**
 * Counts every write by its cost, for its account and for its address. What an account may not is not
 * counted for its address, so that one who writes too much takes nothing from the others there.
 * @throws ChatError `rate_limited`, or `unavailable` when the disk is nearly full.
 */
export function limitWrites(deps: Pick<RouteDeps, "auth" | "config" | "writeLimits">) {
  const { writeLimits } = deps;
  return createMiddleware<RouteEnv>(async (c, next) => {
    const { method, path } = c.req;
    if (SAFE_METHODS.includes(method)) return await next();
    const cost = writeCost(method, path);
    const identity = await findIdentity(c, deps);
    if (identity) {
      c.set("account", identity.account);
      c.set("session", identity.session);
      writeLimits.chargeWrite(identity.account, cost);
    }
    writeLimits.chargeAddress(c.get("address"), identity?.account, cost);
    const isGrowing = method !== "DELETE" && !ALLOWED_ON_FULL_DISK.test(path);
    if (isGrowing) writeLimits.assertFreeSpace(writingAccount(path, identity?.account));
    await next();
  });
}

/** For whom it is written: whoever signs up will be no guest. */
function writingAccount(path: string, account: Account | undefined): Pick<Account, "username"> {
  return path === "/api/signup" ? { username: "" } : account ?? {};
}

/** What a write costs. */
export function writeCost(method: string, path: string): number {
  return WRITE_COSTS.find((rule) => rule[0] === method && rule[1].test(path))?.[2] ?? 1;
}
