import { type Auth, type AuthOptions, openAuth } from "../../../lib/auth/auth.ts";
import type { AuthFailure } from "../../../lib/auth/request_authentication.ts";
import type { Caller, Who } from "../../../lib/auth/sessions.ts";
import type { Refused } from "../../../lib/protocol/chat_error.ts";
import { openSqliteStore } from "../../../lib/store/sqlite/store.ts";
import type { Store } from "../../../lib/store/store.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake_clock.ts";

/** Enough for tests that are not about time. */
export const CHEAP = { memory: 8, passes: 1, lanes: 1 };

export const PASSWORD = "correct horse battery";
export const CALLER: Caller = { address: "192.0.2.1", agent: "Test" };

/** The services over a real store in a folder of their own, with a clock that is told the time. */
export interface Fixture extends Auth, AsyncDisposable {
  store: Store;
  dir: string;
  clock: FakeClock;
}

export async function open(options: Partial<AuthOptions> = {}): Promise<Fixture> {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const store = await openSqliteStore({ dir, driver: "node" });
  const clock = fakeClock();
  const auth = await openAuth({
    store,
    dir,
    fixed: {},
    now: clock.now,
    steady: clock.now,
    cost: CHEAP,
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
export function join({ accounts }: Auth, username: string, name = username) {
  return accounts.signUp({ username, password: PASSWORD, name }, CALLER);
}

/** The code with which something was refused. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "ok";
  } catch (error) {
    return (error as Refused).code;
  }
}

/** Whether a request was found to be from somebody. */
export function isKnown(who: Who | AuthFailure): who is Who {
  return typeof who !== "string";
}
