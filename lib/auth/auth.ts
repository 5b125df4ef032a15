import type { SessionLimits } from "../ops/config.ts";
import type { Store } from "../store/store.ts";
import { Accounts } from "./accounts.ts";
import { AccountAdmin } from "./account_admin.ts";
import type { Cost, Derive } from "./argon2id.ts";
import {
  authenticateRequest,
  type AuthFailure,
  type PresentedCredentials,
} from "./request_authentication.ts";
import { DeviceCookies } from "./device_cookies.ts";
import { LoginThrottle, type LoginThrottleLimits } from "./login_throttle.ts";
import { SigningKeys } from "./signing_keys.ts";
import { OneTimeLinks } from "./one_time_links.ts";
import { Passwords } from "./password_hashing.ts";
import { type Identity, Sessions } from "./sessions.ts";
import { hashToken } from "./random_token.ts";
import { type AccessOverrides, AccessSettings, defaultAccessPolicy } from "./access_settings.ts";
import { SetupGate } from "./setup_gate.ts";
import { PasswordSignIn } from "./password_sign_in.ts";
import { SocketTickets } from "./socket_tickets.ts";
import { ProgramTokens } from "./program_tokens.ts";

/** Who people are, over one store. */
export interface Auth {
  readonly accounts: Accounts;
  readonly accountAdmin: AccountAdmin;
  readonly deviceCookies: DeviceCookies;
  readonly oneTimeLinks: OneTimeLinks;
  readonly sessions: Sessions;
  readonly accessSettings: AccessSettings;
  readonly setupGate: SetupGate;
  readonly passwordSignIn: PasswordSignIn;
  readonly socketTickets: SocketTickets;
  readonly programTokens: ProgramTokens;
  /** Who a request is from, or why from nobody. */
  authenticate(presented: PresentedCredentials): Promise<Identity | AuthFailure>;
}

export interface AuthOptions {
  store: Store;
  /** The folder of the signing keys. */
  keyDir: string;
  /** The settings that the environment decides. */
  envOverrides: AccessOverrides;
  /** Whether strangers can reach the server, which decides what is so until an admin decides. */
  isExposed?: boolean;
  /** The token of the environment that makes the first admin, once. */
  setupToken?: string | undefined;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Milliseconds of a clock that nobody sets, for limits. */
  monotonicNow?: () => number;
  /** What a password's hash costs. */
  hashCost?: Cost;
  /** Where hashes are made. */
  derive?: Derive;
  loginThrottleLimits?: LoginThrottleLimits;
  sessionLimits?: SessionLimits;
  /** What people browse to, when it is known. */
  publicHost?: string | undefined;
}

/** Puts the services of accounts and sessions together. @throws SigningKeyError when the keys are damaged. */
export async function openAuth(options: AuthOptions): Promise<Auth> {
  const {
    store,
    keyDir: dir,
    now = Date.now,
    monotonicNow: steady = () => performance.now(),
    isExposed = false,
  } = options;
  const signingKeys = await SigningKeys.open(dir, steady);
  const passwords = new Passwords(options.hashCost, options.publicHost, options.derive);
  const loginThrottle = new LoginThrottle(steady, options.loginThrottleLimits);
  const settings = new AccessSettings(
    store,
    options.envOverrides,
    now,
    defaultAccessPolicy(isExposed),
  );
  const setupToken = options.setupToken && await hashToken(options.setupToken);
  const sessions = new Sessions(store, now, options.sessionLimits);
  const accounts = new Accounts({ store, sessions, passwords, settings, now });
  const devices = new DeviceCookies(store, signingKeys);
  const tickets = new SocketTickets(steady);
  const tokens = new ProgramTokens({ store, sessions, keys: signingKeys, now });
  return {
    accounts,
    accountAdmin: new AccountAdmin(store, now),
    deviceCookies: devices,
    oneTimeLinks: new OneTimeLinks({ store, sessions, passwords, accounts, setupToken, now }),
    sessions,
    accessSettings: settings,
    setupGate: new SetupGate(store, isExposed),
    passwordSignIn: new PasswordSignIn({
      store,
      sessions,
      passwords,
      loginThrottle,
      deviceCookies: devices,
    }),
    socketTickets: tickets,
    programTokens: tokens,
    authenticate: (evidence) => authenticateRequest({ sessions, tokens, tickets }, evidence),
  };
}
