import { Hono } from "hono";
import { ChatError } from "../lib/chat/error.ts";
import { RateLimiter } from "../lib/ops/rate.ts";
import { bodies } from "../lib/protocol/bodies.ts";
import type { Account } from "../lib/store/store.ts";
import { readBody } from "./body.ts";
import { addressOf, type Deps, type Env } from "./context.ts";
import { clearSession, secretOf, setSession, signedIn } from "./guard.ts";

/** Who one is: becoming a guest, asking, and signing out. */
export function auth(deps: Deps): Hono<Env> {
  const { sessions, config } = deps;
  const { guestsPerHour } = config.limits;
  const guests = new RateLimiter(guestsPerHour / 3_600, guestsPerHour, () => performance.now());
  return new Hono<Env>()
    .post("/guest", async (c) => {
      const { name } = await readBody(c, bodies.guest);
      const retryAfter = guests.take(addressOf(c));
      if (retryAfter > 0) {
        const message = "Too many guests came from your address. Try again later.";
        throw new ChatError("rate_limited", message, { retryAfter });
      }
      const { account, secret } = await sessions.startGuest(name);
      setSession(c, secret, config.publicUrl);
      return c.json({ account: view(account) }, 201);
    })
    .get("/session", signedIn(deps), (c) => c.json({ account: view(c.get("account")) }))
    .delete("/session", async (c) => {
      const secret = secretOf(c, config.publicUrl);
      if (secret !== undefined) await sessions.end(secret);
      clearSession(c, config.publicUrl);
      return c.body(null, 204);
    });
}

function view({ id, name }: Account): { id: string; name: string } {
  return { id, name };
}
