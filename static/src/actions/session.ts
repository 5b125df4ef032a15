import { CLOSE_CODES } from "../../../lib/protocol/errors.ts";
import type { Account } from "../../../lib/protocol/model.ts";
import type { SignUp } from "../net/api/session.ts";
import { inviteCode, isAuthPage, pathOf } from "../state/route.ts";
import { account, accountOf, isGuest } from "../state/selectors.ts";
import { t } from "../i18n/index.ts";
import { isSignedOut } from "./client_session.ts";
import { type ActionContext, showToast, submitForm } from "./context.ts";
import { checkName, checkPassword, checkUsername, requireText } from "./form_validation.ts";

/** Milliseconds that a server may take to say who one is, before what was shown last is shown again. */
const SESSION_TIMEOUT_MS = 2_500;

export interface SessionActions {
  /** Asks who one is. */
  start(): Promise<void>;
  enter(name: string): Promise<void>;
  signIn(request: { username: string; password: string }): Promise<void>;
  /** Makes an account; a guest's own becomes one. */
  signUp(request: SignUp): Promise<void>;
  /** Makes the first admin, with a token, or else the secret of the set-up link. */
  setUp(request: SignUp, token?: string): Promise<void>;
  /** Sets a new password, with the secret of a link. */
  reset(password: string): Promise<void>;
  /** Comes into the room of the invite in the address. */
  accept(): Promise<void>;
  signOut(): Promise<void>;
}

/** Who is signed in, and for how long. */
export function sessionActions(context: ActionContext): SessionActions {
  const { store, api, saved, router, session } = context;
  const secret = () => "secret" in store.state.route ? store.state.route.secret ?? "" : "";

  async function arrive(account: Account): Promise<void> {
    session.begin(account);
    await goOn();
  }

  /** Goes to where one wanted to be: through the invite, to the room, or in. */
  async function goOn(): Promise<void> {
    const { route, wanted } = store.state;
    const code = inviteCode(route);
    if (code === undefined) {
      if (route.kind === "room") return;
      return router.go(wanted ? pathOf(wanted) : "/", "replace");
    }
    // Whoever cannot come in by it any more is in all the same.
    const room = await api.accept(code).catch(() => undefined);
    if (!room) showToast(context, t.session.inviteSpent, true);
    router.go(room ? pathOf(room.id) : "/", "replace");
  }

  /** The server is about to end the session of this socket, and to give a new one. */
  async function reseated(run: () => Promise<void>): Promise<void> {
    context.session.client?.close();
    try {
      await run();
    } finally {
      context.session.client?.open();
    }
  }

  /** The session of the socket ended; another tab may have begun a new one. */
  async function recheck(): Promise<void> {
    try {
      const account = await api.session();
      if (account.id === accountOf(store.state)) context.session.client?.open();
      else session.begin(account);
    } catch {
      session.end("signed_out");
    }
  }

  store.subscribe((state, before) => {
    const { link } = state;
    if (state.session.kind !== "open" || link.kind === before.link.kind) return;
    if (link.kind === "ended") {
      if (link.code === CLOSE_CODES.signedOut) recheck();
      else session.end(link.code === CLOSE_CODES.banned ? "banned" : "at_fault");
    }
  });

  return {
    async start() {
      const onTimeout = setTimeout(() => session.restore(), SESSION_TIMEOUT_MS);
      try {
        const account = await api.session();
        clearTimeout(onTimeout);
        if (accountOf(store.state) !== account.id) session.begin(account);
        if (isGuest(account)) session.fetchAccess();
      } catch (error) {
        clearTimeout(onTimeout);
        if (isSignedOut(error)) session.end();
        else if (accountOf(store.state) === undefined && !session.restore()) {
          store.dispatch({ type: "unreachable" });
        }
      }
    },
    enter: (name) =>
      submitForm(context, "enter", async () => {
        checkName(name);
        await arrive(await api.enter(name));
      }),
    signIn: (request) =>
      submitForm(context, "signIn", async () => {
        requireText("username", request.username, t.errors.usernameEmpty);
        requireText("password", request.password, t.errors.passwordEmpty);
        await arrive(await api.signIn(request));
      }),
    signUp: (request) =>
      submitForm(context, "signUp", async () => {
        checkUsername(request.username);
        checkPassword(request.password);
        const invite = inviteCode(store.state.route);
        const sent = { ...request, ...(invite ? { invite } : {}) };
        if (accountOf(store.state) === undefined) return arrive(await api.signUp(sent));
        await reseated(async () => {
          store.dispatch({ type: "account", account: await api.signUp(sent) });
        });
        showToast(context, t.session.claimed(account(store.state).name));
        if (isAuthPage(store.state.route.kind)) await goOn();
      }),
    setUp: (request, token = secret()) =>
      submitForm(context, "setUp", async () => {
        checkUsername(request.username);
        checkPassword(request.password);
        await arrive(await api.setUp({ ...request, token }));
        session.fetchAccess();
      }),
    reset: (password) =>
      submitForm(context, "reset", async () => {
        checkPassword(password);
        await api.reset({ token: secret(), password });
        session.end("reset");
        router.go("/signin", "replace");
      }),
    accept: () =>
      submitForm(context, "accept", async () => {
        const room = await api.accept(secret());
        router.go(pathOf(room.id), "replace");
      }),
    signOut: () =>
      submitForm(context, "signOut", async () => {
        const account = accountOf(store.state);
        await api.signOut();
        // What one leaves behind on a device is nothing.
        for (const { id } of context.session.client?.pending ?? []) {
          context.session.client?.discard(id);
        }
        session.end();
        if (account) saved.forget(account);
        router.go("/", "replace");
      }),
  };
}
