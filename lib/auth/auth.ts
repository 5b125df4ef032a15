import type { SessionLimits } from "../ops/config.ts";
import type { Store } from "../store/store.ts";
import { Accounts } from "./accounts.ts";
import { Admin } from "./account_admin.ts";
import type { Cost, Derive } from "./argon2id.ts";
import { authenticate, type AuthFailure, type Evidence } from "./request_authentication.ts";
import { Devices } from "./device_cookies.ts";
import { Guessing, type GuessLimits } from "./login_throttle.ts";
import { Keys } from "./signing_keys.ts";
import { Links } from "./one_time_links.ts";
import { Passwords } from "./password_hashing.ts";
import { Sessions, type Who } from "./sessions.ts";
import { hashSecret } from "./random_token.ts";
import { AccessSettings, defaultAccess, type Fixed } from "./access_settings.ts";
import { SetupDoor } from "./setup_gate.ts";
import { SignIn } from "./password_sign_in.ts";
import { Tickets } from "./socket_tickets.ts";
import { Tokens } from "./program_tokens.ts";

/** Who people are, over one store. */
export interface Auth {
  readonly accounts: Accounts;
  readonly admin: Admin;
  readonly devices: Devices;
  readonly links: Links;
  readonly sessions: Sessions;
  readonly settings: AccessSettings;
  readonly setupDoor: SetupDoor;
  readonly signIn: SignIn;
  readonly tickets: Tickets;
  readonly tokens: Tokens;
  /** Who a request is from, or why from nobody. */
  authenticate(evidence: Evidence): Promise<Who | AuthFailure>;
}

export interface AuthOptions {
  store: Store;
  /** The folder of the signing keys. */
  dir: string;
  /** The settings that the environment decides. */
  fixed: Fixed;
  /** Whether strangers can reach the server, which decides what is so until an admin decides. */
  isExposed?: boolean;
  /** The token of the environment that makes the first admin, once. */
  setupToken?: string | undefined;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Milliseconds of a clock that nobody sets, for limits. */
  steady?: () => number;
  /** What a password's hash costs. */
  cost?: Cost;
  /** Where hashes are made. */
  derive?: Derive;
  guessLimits?: GuessLimits;
  sessionLimits?: SessionLimits;
  /** What people browse to, when it is known. */
  host?: string | undefined;
}

/** Puts the services of accounts and sessions together. @throws KeyError when the keys are damaged. */
export async function openAuth(options: AuthOptions): Promise<Auth> {
  const { store, dir, now = Date.now, steady = () => performance.now(), isExposed = false } =
    options;
  const keys = await Keys.open(dir, steady);
  const passwords = new Passwords(options.cost, options.host, options.derive);
  const guessing = new Guessing(steady, options.guessLimits);
  const settings = new AccessSettings(store, options.fixed, now, defaultAccess(isExposed));
  const setupToken = options.setupToken && await hashSecret(options.setupToken);
  const sessions = new Sessions(store, now, options.sessionLimits);
  const accounts = new Accounts({ store, sessions, passwords, settings, now });
  const devices = new Devices(store, keys);
  const tickets = new Tickets(steady);
  const tokens = new Tokens({ store, sessions, keys, now });
  return {
    accounts,
    admin: new Admin(store, now),
    devices,
    links: new Links({ store, sessions, passwords, accounts, setupToken, now }),
    sessions,
    settings,
    setupDoor: new SetupDoor(store, isExposed),
    signIn: new SignIn({ store, sessions, passwords, guessing, devices }),
    tickets,
    tokens,
    authenticate: (evidence) => authenticate({ sessions, tokens, tickets }, evidence),
  };
}
