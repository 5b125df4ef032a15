import { Hono } from "hono";
import { hashToken } from "../lib/auth/random_token.ts";
import type { StartedSession } from "../lib/auth/sessions.ts";
import { toOwnAccount } from "../lib/chat/fanout/serialize.ts";
import { AddressLimiter } from "../lib/util/address_limiter.ts";
import { requestSchemas } from "../lib/protocol/requests.ts";
import { ChatError } from "../lib/protocol/chat_error.ts";
import type { Account } from "../lib/store/store.ts";
import { readBody } from "./http/request_body.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "./http/context.ts";
import {
  clearSessionCookie,
  findIdentity,
  logSignIn,
  requestOrigin,
  requireAccount,
  setDeviceCookie,
  setSessionCookie,
} from "./middleware/auth.ts";

/** Coming in and going out: set-up, guests, sign-up, sign-in and sign-out. */
export function signInRoutes(deps: RouteDeps): Hono<RouteEnv> {
  const { auth, chat, config, connections } = deps;
  const limitArrivals = createArrivalLimiter(config.limits.guestsPerHour);
  const respondSignedIn = async (
    c: RouteContext,
    { account, secret }: StartedSession,
    status: 200 | 201,
  ) => {
    setSessionCookie(c, secret, deps);
    logSignIn(c, account, deps);
    await setDeviceCookie(c, account, deps);
    // The session that this one replaces has ended.
    await connections.recheck();
    return c.json({ account: toOwnAccount(account) }, status);
  };
  return new Hono<RouteEnv>()
    .get("/info", async (c) => {
      const setup = !await auth.setupGate.isSetUp();
      if (!await auth.setupGate.isClosed()) {
        const { guestRooms } = config.limits;
        return c.json({ setup, ...await auth.accessSettings.read(), guestRooms });
      }
      return c.json({ setup, closed: true, signup: "closed", guests: "off" });
    })
    .post("/setup", async (c) => {
      const body = await readBody(c, requestSchemas.setup);
      limitArrivals(c);
      return respondSignedIn(
        c,
        await auth.oneTimeLinks.createFirstAdmin(body, await requestOrigin(c, deps)),
        201,
      );
    })
    .post("/guest", async (c) => {
      const { name } = await readBody(c, requestSchemas.guest);
      limitArrivals(c);
      return respondSignedIn(
        c,
        await auth.accounts.createGuest(name, await requestOrigin(c, deps)),
        201,
      );
    })
    .post("/signup", async (c) => {
      const body = await readBody(c, requestSchemas.signup);
      limitArrivals(c);
      const started = await auth.accounts.signUp(body, await requestOrigin(c, deps));
      chat.people.onAccountChanged(started.account);
      if (body.invite !== undefined) await acceptInvite(chat, started.account, body.invite);
      return respondSignedIn(c, started, 201);
    })
    .post("/signin", async (c) => {
      const body = await readBody(c, requestSchemas.signin);
      return respondSignedIn(
        c,
        await auth.passwordSignIn.startSession(body, await requestOrigin(c, deps)),
        200,
      );
    })
    .post("/reset", async (c) => {
      const { username } = await auth.oneTimeLinks.resetPassword(
        await readBody(c, requestSchemas.reset),
      );
      await connections.recheck();
      return c.json({ username });
    })
    .get(
      "/session",
      requireAccount(deps),
      (c) => c.json({ account: toOwnAccount(c.get("account")) }),
    )
    .delete("/session", async (c) => {
      await auth.sessions.endSession(await findIdentity(c, deps));
      clearSessionCookie(c, config.publicUrl);
      await connections.recheck();
      return c.body(null, 204);
    });
}

/** Uses the invite that someone signed up with. They have an account all the same when it is used up. */
async function acceptInvite(
  chat: RouteDeps["chat"],
  account: Account,
  invite: string,
): Promise<void> {
  try {
    await chat.invites.accept(account, await hashToken(invite));
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}

/** Counts those who come from an address. The returned function throws ChatError `rate_limited`. */
function createArrivalLimiter(perHour: number): (c: RouteContext) => void {
  const limiter = new AddressLimiter(perHour / 3_600, perHour, () => performance.now());
  return (c) => {
    const retryAfter = limiter.consume(c.get("address"));
    if (retryAfter > 0) {
      throw new ChatError("too_many_signups", { retryAfter });
    }
  };
}
