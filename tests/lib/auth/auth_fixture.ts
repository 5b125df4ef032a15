import { type Auth, type AuthOptions, openAuth } from "../../../lib/auth/auth.ts";
import type { AuthFailure } from "../../../lib/auth/request_authentication.ts";
import type { Identity, RequestOrigin } from "../../../lib/auth/sessions.ts";
import type { ChatError } from "../../../lib/protocol/chat_error.ts";
import { openSqliteStore } from "../../../lib/store/sqlite/store.ts";
import type { Store } from "../../../lib/store/store.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake_clock.ts";

/** Enough for tests that are not about time. */
export const CHEAP_HASH = { memory: 8, passes: 1, lanes: 1 };

export const TEST_PASSWORD = "correct horse battery";
export const TEST_ORIGIN: RequestOrigin = { address: "192.0.2.1", userAgent: "Test" };

/** The services over a real store in a folder of their own, with a clock that is told the time. */
export interface AuthFixture extends Auth, AsyncDisposable {
  store: Store;
  dir: string;
  clock: FakeClock;
}

export async function openAuthFixture(options: Partial<AuthOptions> = {}): Promise<AuthFixture> {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const store = await openSqliteStore({ dir, driver: "node" });
  const clock = fakeClock();
  const auth = await openAuth({
    store,
    keyDir: dir,
    envOverrides: {},
    now: clock.now,
    monotonicNow: clock.now,
    hashCost: CHEAP_HASH,
    ...options,
  });
  return {
    ...auth,
    store,
    dir,
    clock,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

/** Creates an account and signs it in. */
export function signUpPerson({ accounts }: Auth, username: string, name = username) {
  return accounts.signUp({ username, password: TEST_PASSWORD, name }, TEST_ORIGIN);
}

/** The code with which something was refused. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "ok";
  } catch (error) {
    return (error as ChatError).code;
  }
}

/** Whether a request was found to be from somebody. */
export function isIdentity(who: Identity | AuthFailure): who is Identity {
  return typeof who !== "string";
}
