import { ChatError } from "../protocol/chat_error.ts";
import { username as usernameSchema } from "../protocol/text_fields.ts";
import type { Account, Store } from "../store/store.ts";
import type { DeviceCookies } from "./device_cookies.ts";
import type { LoginThrottle } from "./login_throttle.ts";
import { nameSkeleton } from "./name_skeleton.ts";
import type { Passwords } from "./password_hashing.ts";
import type { Identity, RequestOrigin, Sessions, StartedSession } from "./sessions.ts";

export interface PasswordSignInDeps {
  store: Store;
  sessions: Sessions;
  passwords: Passwords;
  loginThrottle: LoginThrottle;
  deviceCookies: DeviceCookies;
}

export interface LoginCredentials {
  username: string;
  password: string;
}

/** Everything that asks for a password that is set. Throws ChatError. */
export class PasswordSignIn {
  constructor(private readonly deps: PasswordSignInDeps) {}

  /** Signs a device in. */
  async startSession(
    credentials: LoginCredentials,
    caller: RequestOrigin,
  ): Promise<StartedSession> {
    return await this.deps.sessions.startForDevice(
      await this.verifyCredentials(credentials, caller),
      caller,
    );
  }

  /**
   * The account of a user name, when the password is right. An unknown name is refused in the same
   * words and after the same time as a wrong password.
   * @throws ChatError `bad_credentials`, `rate_limited`; `forbidden` when the account is disabled.
   */
  async verifyCredentials(
    { username, password }: LoginCredentials,
    caller: RequestOrigin,
  ): Promise<Account> {
    // What cannot be a user name shares one counter, and is nobody's.
    const { data = "" } = usernameSchema.safeParse(username);
    const { account, isCorrect: isRight } = await this.#verifyPassword(data, password, caller);
    const options = { account: account?.id };
    if (!account || !isRight) {
      throw new ChatError("wrong_credentials", options);
    }
    if (account.disabled) {
      throw new ChatError("account_disabled", options);
    }
    return account;
  }

  /**
   * Sets a new password. All other sessions end; a device gets a new one in place of its own, and a
   * program keeps what it has.
   */
  async changePassword(
    identity: Identity,
    { current, password }: { current: string; password: string },
    caller: RequestOrigin,
  ): Promise<StartedSession | undefined> {
    const { store, sessions, passwords } = this.deps;
    const { account, session } = identity;
    if (account.username === undefined) {
      throw new ChatError("guest_password");
    }
    await passwords.assertAllowed(password, [account.username, account.name]);
    const { isCorrect: isRight } = await this.#verifyPassword(account.username, current, {
      ...caller,
      identity,
    });
    if (!isRight) {
      throw new ChatError("wrong_password");
    }
    const hash = await passwords.hash(password);
    if (session.kind === "program") {
      await store.setPassword(account.id, hash, session.id);
      return undefined;
    }
    const next = await sessions.build(account.id, "device", caller.userAgent);
    await store.createSession(next.session);
    await store.setPassword(account.id, hash, next.session.id);
    return { account, ...next };
  }

  async #verifyPassword(
    username: string,
    password: string,
    caller: RequestOrigin,
  ): Promise<{ account: Account | undefined; isCorrect: boolean }> {
    const { store, passwords, loginThrottle: guessing } = this.deps;
    const skeleton = nameSkeleton(username);
    const stored = await store.findCredentials(skeleton);
    const attempt = {
      nameSkeleton: skeleton,
      address: caller.address,
      deviceId: await this.#knownDevice(caller, stored),
      accountId: stored?.account.id,
    };
    guessing.consume(attempt);
    const verdict = await passwords.verify(password, stored?.password);
    if (!stored || verdict === "wrong") return { account: stored?.account, isCorrect: false };
    guessing.refund(attempt);
    if (verdict === "outdated") {
      const { account: { id }, password: previousHash } = stored;
      await store.rehashPassword(id, await passwords.hash(password), previousHash);
    }
    return { account: stored.account, isCorrect: true };
  }

  /** What the account knows of who asks: a living session of its own, or a device of before. */
  async #knownDevice(
    { identity, deviceCookie: device }: RequestOrigin,
    stored: Awaited<ReturnType<Store["findCredentials"]>>,
  ): Promise<string | undefined> {
    if (stored && identity?.account.id === stored.account.id) return identity.session.id;
    return device === undefined ? undefined : await this.deps.deviceCookies.verify(device, stored);
  }
}
