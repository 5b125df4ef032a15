import { isGuest } from "../protocol/guests.ts";
import { newId } from "../protocol/ids.ts";
import { ChatError } from "../protocol/chat_error.ts";
import type {
  Account,
  AccountCredentials,
  AccountRole,
  SetupSecret,
  Store,
} from "../store/store.ts";
import { nameSkeleton, nameTakenError, toUniqueName } from "./name_skeleton.ts";
import type { Passwords } from "./password_hashing.ts";
import { hashToken } from "./random_token.ts";
import type { RequestOrigin, Sessions, StartedSession } from "./sessions.ts";
import type { AccessSettings } from "./access_settings.ts";

export interface AccountsDeps {
  store: Store;
  sessions: Sessions;
  passwords: Passwords;
  settings: AccessSettings;
  now: () => number;
}

/** What an account that can sign in is made of. Checked by the schemas of lib/protocol. */
export interface SignUpRequest {
  username: string;
  password: string;
  /** The user name, when absent. */
  name?: string | undefined;
}

/** How people come to an account, and change what is theirs. Throws ChatError. */
export class Accounts {
  constructor(private readonly deps: AccountsDeps) {}

  /** Lets someone in without credentials. */
  async createGuest(name: string, caller: RequestOrigin): Promise<StartedSession> {
    const { store, sessions, settings } = this.deps;
    if ((await settings.read()).guests === "off") {
      throw new ChatError("guests_closed");
    }
    const account = this.#newAccount(name, "client");
    const { session, secret } = await sessions.build(account.id, "device", caller.userAgent);
    if (
      await store.createGuest(account, toUniqueName(name, { isGuest: true }), session) === "taken"
    ) {
      throw nameTakenError();
    }
    await sessions.endSession(caller.identity);
    return { account, session, secret };
  }

  /** Creates an account, or makes the guest who asks one that can sign in, and signs it in. */
  async signUp(
    request: SignUpRequest & { invite?: string | undefined },
    caller: RequestOrigin,
  ): Promise<StartedSession> {
    await this.#assertSignUpAllowed(request.invite);
    const guest = caller.identity?.account.username === undefined
      ? caller.identity?.account
      : undefined;
    const account = guest
      ? await this.#upgradeGuest(guest, request)
      : await this.createAccount(request, "client");
    return await this.deps.sessions.startForDevice(account, caller);
  }

  /** Creates an account that can sign in. */
  async createAccount(request: SignUpRequest, role: AccountRole): Promise<Account> {
    const { username, name = username } = request;
    const account = { ...this.#newAccount(name, role), username };
    const credentials = await this.#newCredentials(request);
    if (await this.deps.store.createAccount(account, toUniqueName(name), credentials) === "taken") {
      throw await this.#nameConflictError(username);
    }
    return account;
  }

  /** Creates the first admin; `undefined` when the secret is not good, or there is an admin. */
  async createFirstAdmin(
    request: SignUpRequest,
    secret: SetupSecret,
  ): Promise<Account | undefined> {
    const { username, name = username } = request;
    const account = { ...this.#newAccount(name, "admin"), username };
    const credentials = await this.#newCredentials(request);
    const { store, now } = this.deps;
    const audit = { at: now(), actor: account.id, target: account.id, action: "set up" as const };
    const outcome = await store.createFirstAdmin(
      account,
      toUniqueName(name),
      credentials,
      secret,
      audit,
    );
    if (outcome === "taken") throw await this.#nameConflictError(username);
    return outcome === "ok" ? account : undefined;
  }

  /** Gives an account another name. @throws ChatError `name_taken`. */
  async rename(account: Account, name: string): Promise<Account> {
    const uniqueName = toUniqueName(name, { isGuest: isGuest(account) });
    if (await this.deps.store.renameAccount(account.id, uniqueName) === "taken") {
      throw nameTakenError();
    }
    return { ...account, name };
  }

  async #upgradeGuest(guest: Account, request: SignUpRequest): Promise<Account> {
    const { username, name = guest.name } = request;
    const credentials = await this.#newCredentials(request);
    if (await this.deps.store.claimAccount(guest.id, toUniqueName(name), credentials) === "taken") {
      throw await this.#nameConflictError(username);
    }
    return { ...guest, name, username };
  }

  async #newCredentials({ username, password, name }: SignUpRequest): Promise<AccountCredentials> {
    await this.deps.passwords.assertAllowed(
      password,
      name === undefined ? [username] : [username, name],
    );
    const hash = await this.deps.passwords.hash(password);
    return { username, key: nameSkeleton(username), password: hash };
  }

  async #assertSignUpAllowed(invite: string | undefined): Promise<void> {
    const { store, settings, now } = this.deps;
    const { signup } = await settings.read();
    if (signup === "open") return;
    if (signup === "closed") throw new ChatError("signup_closed");
    if (invite === undefined || !await store.findInvite(await hashToken(invite), now())) {
      throw new ChatError("invite_required");
    }
  }

  async #nameConflictError(username: string): Promise<ChatError> {
    if (!await this.deps.store.findCredentials(nameSkeleton(username))) return nameTakenError();
    return new ChatError("username_taken", { field: "username" });
  }

  #newAccount(name: string, role: AccountRole): Account {
    const createdAt = this.deps.now();
    return { id: newId(createdAt), name, role, createdAt, disabled: false };
  }
}
