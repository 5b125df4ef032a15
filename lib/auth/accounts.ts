import { newId } from "../protocol/ids.ts";
import { Refused } from "../protocol/chat_error.ts";
import type { Account, AccountRole, Credentials, SetupSecret, Store } from "../store/store.ts";
import { nameKey, nameOf, taken } from "./name_skeleton.ts";
import type { Passwords } from "./password_hashing.ts";
import { hashSecret } from "./random_token.ts";
import type { Caller, Sessions, Started } from "./sessions.ts";
import type { AccessSettings } from "./access_settings.ts";

export interface AccountsDeps {
  store: Store;
  sessions: Sessions;
  passwords: Passwords;
  settings: AccessSettings;
  now: () => number;
}

/** What an account that can sign in is made of. Checked by the schemas of lib/protocol. */
export interface SignUp {
  username: string;
  password: string;
  /** The user name, when absent. */
  name?: string | undefined;
}

/** How people come to an account, and change what is theirs. Refuses with Refused. */
export class Accounts {
  constructor(private readonly deps: AccountsDeps) {}

  /** Lets someone in without credentials. */
  async createGuest(name: string, caller: Caller): Promise<Started> {
    const { store, sessions, settings } = this.deps;
    if ((await settings.read()).guests === "off") {
      throw new Refused("guests_closed");
    }
    const account = this.#newAccount(name, "client");
    const { session, secret } = await sessions.make(account.id, "device", caller.agent);
    if (await store.createGuest(account, nameOf(name, { isGuest: true }), session) === "taken") {
      throw taken();
    }
    await sessions.leave(caller.who);
    return { account, session, secret };
  }

  /** Creates an account, or makes the guest who asks one that can sign in, and signs it in. */
  async signUp(
    request: SignUp & { invite?: string | undefined },
    caller: Caller,
  ): Promise<Started> {
    await this.#checkAccess(request.invite);
    const guest = caller.who?.account.username === undefined ? caller.who?.account : undefined;
    const account = guest
      ? await this.#claim(guest, request)
      : await this.create(request, "client");
    return await this.deps.sessions.start(account, caller);
  }

  /** Creates an account that can sign in. */
  async create(request: SignUp, role: AccountRole): Promise<Account> {
    const { username, name = username } = request;
    const account = { ...this.#newAccount(name, role), username };
    const credentials = await this.#credentials(request);
    if (await this.deps.store.createAccount(account, nameOf(name), credentials) === "taken") {
      throw await this.#taken(username);
    }
    return account;
  }

  /** Creates the first admin; `undefined` when the secret is not good, or there is an admin. */
  async createFirstAdmin(request: SignUp, secret: SetupSecret): Promise<Account | undefined> {
    const { username, name = username } = request;
    const account = { ...this.#newAccount(name, "admin"), username };
    const credentials = await this.#credentials(request);
    const { store, now } = this.deps;
    const audit = { at: now(), actor: account.id, target: account.id, action: "set up" as const };
    const done = await store.createFirstAdmin(account, nameOf(name), credentials, secret, audit);
    if (done === "taken") throw await this.#taken(username);
    return done === "ok" ? account : undefined;
  }

  /** Gives an account another name. @throws Refused `name_taken`. */
  async rename(account: Account, name: string): Promise<Account> {
    const wanted = nameOf(name, { isGuest: account.username === undefined });
    if (await this.deps.store.renameAccount(account.id, wanted) === "taken") throw taken();
    return { ...account, name };
  }

  async #claim(guest: Account, request: SignUp): Promise<Account> {
    const { username, name = guest.name } = request;
    const credentials = await this.#credentials(request);
    if (await this.deps.store.claimAccount(guest.id, nameOf(name), credentials) === "taken") {
      throw await this.#taken(username);
    }
    return { ...guest, name, username };
  }

  async #credentials({ username, password, name }: SignUp): Promise<Credentials> {
    await this.deps.passwords.check(password, name === undefined ? [username] : [username, name]);
    const hash = await this.deps.passwords.hash(password);
    return { username, key: nameKey(username), password: hash };
  }

  async #checkAccess(invite: string | undefined): Promise<void> {
    const { store, settings, now } = this.deps;
    const { signup } = await settings.read();
    if (signup === "open") return;
    if (signup === "closed") throw new Refused("signup_closed");
    if (invite === undefined || !await store.findInvite(await hashSecret(invite), now())) {
      throw new Refused("invite_required");
    }
  }

  async #taken(username: string): Promise<Refused> {
    if (!await this.deps.store.findCredentials(nameKey(username))) return taken();
    return new Refused("username_taken", { field: "username" });
  }

  #newAccount(name: string, role: AccountRole): Account {
    const createdAt = this.deps.now();
    return { id: newId(createdAt), name, role, createdAt, disabled: false };
  }
}
