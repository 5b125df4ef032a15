import { Refused } from "../protocol/chat_error.ts";
import { username as usernameSchema } from "../protocol/text_fields.ts";
import type { Account, Store } from "../store/store.ts";
import type { Devices } from "./device_cookies.ts";
import type { Guessing } from "./login_throttle.ts";
import { nameKey } from "./name_skeleton.ts";
import type { Passwords } from "./password_hashing.ts";
import type { Caller, Sessions, Started, Who } from "./sessions.ts";

export interface SignInDeps {
  store: Store;
  sessions: Sessions;
  passwords: Passwords;
  guessing: Guessing;
  devices: Devices;
}

export interface Credentials {
  username: string;
  password: string;
}

/** Everything that asks for a password that is set. Refuses with Refused. */
export class SignIn {
  constructor(private readonly deps: SignInDeps) {}

  /** Signs a device in. */
  async start(credentials: Credentials, caller: Caller): Promise<Started> {
    return await this.deps.sessions.start(await this.check(credentials, caller), caller);
  }

  /**
   * The account of a user name, when the password is right. An unknown name is refused in the same
   * words and after the same time as a wrong password.
   * @throws Refused `bad_credentials`, `rate_limited`; `forbidden` when the account is disabled.
   */
  async check({ username, password }: Credentials, caller: Caller): Promise<Account> {
    // What cannot be a user name shares one counter, and is nobody's.
    const { data = "" } = usernameSchema.safeParse(username);
    const { account, isRight } = await this.#verify(data, password, caller);
    const options = { account: account?.id };
    if (!account || !isRight) {
      throw new Refused("wrong_credentials", options);
    }
    if (account.disabled) {
      throw new Refused("account_disabled", options);
    }
    return account;
  }

  /**
   * Sets a new password. All other sessions end; a device gets a new one in place of its own, and a
   * program keeps what it has.
   */
  async changePassword(
    who: Who,
    { current, password }: { current: string; password: string },
    caller: Caller,
  ): Promise<Started | undefined> {
    const { store, sessions, passwords } = this.deps;
    const { account, session } = who;
    if (account.username === undefined) {
      throw new Refused("guest_password");
    }
    await passwords.check(password, [account.username, account.name]);
    const { isRight } = await this.#verify(account.username, current, { ...caller, who });
    if (!isRight) {
      throw new Refused("wrong_password");
    }
    const hash = await passwords.hash(password);
    if (session.kind === "program") {
      await store.setPassword(account.id, hash, session.id);
      return undefined;
    }
    const next = await sessions.make(account.id, "device", caller.agent);
    await store.createSession(next.session);
    await store.setPassword(account.id, hash, next.session.id);
    return { account, ...next };
  }

  async #verify(
    username: string,
    password: string,
    caller: Caller,
  ): Promise<{ account: Account | undefined; isRight: boolean }> {
    const { store, passwords, guessing } = this.deps;
    const name = nameKey(username);
    const found = await store.findCredentials(name);
    const guess = {
      name,
      address: caller.address,
      device: await this.#deviceOf(caller, found),
      account: found?.account.id,
    };
    guessing.count(guess);
    const verdict = await passwords.verify(password, found?.password);
    if (!found || verdict === "wrong") return { account: found?.account, isRight: false };
    guessing.forgive(guess);
    if (verdict === "outdated") {
      const { account: { id }, password: was } = found;
      await store.refreshPassword(id, await passwords.hash(password), was);
    }
    return { account: found.account, isRight: true };
  }

  /** What the account knows of who asks: a living session of its own, or a device of before. */
  async #deviceOf(
    { who, device }: Caller,
    found: Awaited<ReturnType<Store["findCredentials"]>>,
  ): Promise<string | undefined> {
    if (found && who?.account.id === found.account.id) return who.session.id;
    return device === undefined ? undefined : await this.deps.devices.find(device, found);
  }
}
