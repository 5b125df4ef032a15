import type { Client } from "../../../lib/client/types.ts";
import type { Account } from "../../../lib/protocol/model.ts";
import type { LocalStore } from "../browser/local_storage.ts";
import type { Api } from "../net/api/api.ts";
import { ApiError } from "../net/api/request.ts";
import { accountOf } from "../state/selectors.ts";
import type { SignedOutReason } from "../state/state.ts";
import type { StateStore } from "../state/store.ts";

/** What a session works with; `connect` makes the client of an account. */
export interface ClientSessionOptions {
  readonly store: StateStore;
  readonly api: Api;
  readonly saved: LocalStore;
  connect(account: string): Client;
}

/** The signed-in account and its client, which live and end together. */
export class ClientSession {
  readonly #options: ClientSessionOptions;
  #client: Client | undefined;

  constructor(options: ClientSessionOptions) {
    this.#options = options;
  }

  /** Connected while an account is signed in. */
  get client(): Client | undefined {
    return this.#client;
  }

  /** Signs an account in, and connects it in the place of the one before. */
  begin(account: Account): void {
    const { store, saved } = this.#options;
    this.#client?.close();
    if (saved.snapshot()?.account.id !== account.id) saved.forgetSnapshot();
    store.dispatch({ type: "signedIn", account, ...this.#written(account.id) });
    this.#connect(account.id);
    if (store.state.idle) this.#client?.presence("idle");
  }

  /** Signs the account out on this device. */
  end(reason?: SignedOutReason): void {
    const { store, saved } = this.#options;
    this.#client?.close();
    this.#client = undefined;
    // A device that is signed out keeps nothing of the account; after a fault the session may live on.
    if (reason === "at_fault") saved.forgetSnapshot();
    else saved.forgetAccounts();
    if (accountOf(store.state) !== undefined || !reason || reason === "reset") {
      store.dispatch({ type: "signedOut", reason });
    }
    this.fetchAccess();
  }

  /** Shows the stored snapshot while no server answers. Whether there was one. */
  restore(): boolean {
    const { store, saved } = this.#options;
    const snapshot = saved.snapshot();
    if (!snapshot || store.state.session.kind === "open") return false;
    const { id } = snapshot.account;
    store.dispatch({ type: "restored", snapshot, ...this.#written(id) });
    this.#connect(id);
    return true;
  }

  /** Fetches who may sign in or up. */
  async fetchAccess(): Promise<void> {
    const { store, api } = this.#options;
    const { access: known, session } = store.state;
    // Until Parley is set up, all that is known of it can change.
    if (known && !known.setup && session.kind === "open") return;
    const access = await api.access().catch(() => undefined);
    if (access) store.dispatch({ type: "access", access });
    else if (!store.state.access) store.dispatch({ type: "unreachable" });
  }

  /** Whether an error means that the session has ended, which it then has here too. */
  handleSignedOut(error: unknown): boolean {
    if (!isSignedOut(error)) return false;
    this.end("signed_out");
    return true;
  }

  #connect(id: string): void {
    this.#client = this.#options.connect(id);
  }

  #written(id: string) {
    const { saved } = this.#options;
    return { drafts: saved.drafts(id), composeTargets: saved.replies(id) };
  }
}

/** Whether the server has no session of this browser, or is not set up so that nobody has one. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && ["unauthorized", "not_set_up"].includes(error.code);
}
