import { Hono } from "hono";
import { hashSecret } from "../lib/auth/random_token.ts";
import type { Started } from "../lib/auth/sessions.ts";
import { selfOf } from "../lib/chat/fanout/serialize.ts";
import { AddressLimiter } from "../lib/util/address_limiter.ts";
import { bodies } from "../lib/protocol/requests.ts";
import { Refused } from "../lib/protocol/chat_error.ts";
import type { Account } from "../lib/store/store.ts";
import { readBody } from "./http/request_body.ts";
import type { Ctx, Deps, Env } from "./http/context.ts";
import {
  callerOf,
  clearSession,
  logSignIn,
  setDevice,
  setSession,
  signedIn,
  whoIs,
} from "./middleware/auth.ts";

/** Coming in and going out: set-up, guests, sign-up, sign-in and sign-out. */
export function auth(deps: Deps): Hono<Env> {
  const { auth, chat, config, connections } = deps;
  const arrive = arrivals(config.limits.guestsPerHour);
  const welcome = async (c: Ctx, { account, secret }: Started, status: 200 | 201) => {
    setSession(c, secret, deps);
    logSignIn(c, account, deps);
    await setDevice(c, account, deps);
    // The session that this one replaces has ended.
    await connections.recheck();
    return c.json({ account: selfOf(account) }, status);
  };
  return new Hono<Env>()
    .get("/info", async (c) => {
      const setup = !await auth.setupDoor.isSetUp();
      if (!await auth.setupDoor.isClosed()) {
        const { guestRooms } = config.limits;
        return c.json({ setup, ...await auth.settings.read(), guestRooms });
      }
      return c.json({ setup, closed: true, signup: "closed", guests: "off" });
    })
    .post("/setup", async (c) => {
      const body = await readBody(c, bodies.setup);
      arrive(c);
      return welcome(c, await auth.links.setUp(body, await callerOf(c, deps)), 201);
    })
    .post("/guest", async (c) => {
      const { name } = await readBody(c, bodies.guest);
      arrive(c);
      return welcome(c, await auth.accounts.createGuest(name, await callerOf(c, deps)), 201);
    })
    .post("/signup", async (c) => {
      const body = await readBody(c, bodies.signup);
      arrive(c);
      const started = await auth.accounts.signUp(body, await callerOf(c, deps));
      chat.people.changed(started.account);
      if (body.invite !== undefined) await enterBy(chat, started.account, body.invite);
      return welcome(c, started, 201);
    })
    .post("/signin", async (c) => {
      const body = await readBody(c, bodies.signin);
      return welcome(c, await auth.signIn.start(body, await callerOf(c, deps)), 200);
    })
    .post("/reset", async (c) => {
      const { username } = await auth.links.reset(await readBody(c, bodies.reset));
      await connections.recheck();
      return c.json({ username });
    })
    .get("/session", signedIn(deps), (c) => c.json({ account: selfOf(c.get("account")) }))
    .delete("/session", async (c) => {
      await auth.sessions.leave(await whoIs(c, deps));
      clearSession(c, config.publicUrl);
      await connections.recheck();
      return c.body(null, 204);
    });
}

/** Uses the invite that someone signed up with. They have an account all the same when it is used up. */
async function enterBy(chat: Deps["chat"], account: Account, invite: string): Promise<void> {
  try {
    await chat.invites.accept(account, await hashSecret(invite));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/** Counts those who come from an address. The returned function throws Refused `rate_limited`. */
function arrivals(perHour: number): (c: Ctx) => void {
  const limiter = new AddressLimiter(perHour / 3_600, perHour, () => performance.now());
  return (c) => {
    const retryAfter = limiter.take(c.get("address"));
    if (retryAfter > 0) {
      throw new Refused("too_many_signups", { retryAfter });
    }
  };
}
