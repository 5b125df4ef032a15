import type { Account } from "../../../lib/protocol/model.ts";
import type { SignUp } from "../net/api/session.ts";
import { inviteCode, isAuthPage, pathOf } from "../state/route.ts";
import { account, accountOf } from "../state/selectors.ts";
import { t } from "../i18n/index.ts";
import { type ActionContext, showToast, submitForm } from "./context.ts";
import { checkName, checkPassword, checkUsername, requireText } from "./form_validation.ts";

export interface SignInActions {
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
}

/** The forms that begin a session, or set a password. */
export function signInActions(context: ActionContext): SignInActions {
  const { store, api, router, session } = context;
  const secret = () => "secret" in store.state.route ? store.state.route.secret ?? "" : "";

  async function arrive(account: Account): Promise<void> {
    session.begin(account);
    await goOn();
  }

  /** Goes to where one wanted to be: through the invite, to the room, or in. */
  async function goOn(): Promise<void> {
    const { route, returnTo } = store.state;
    const code = inviteCode(route);
    if (code === undefined) {
      if (route.kind === "room") return;
      return router.go(returnTo ? pathOf(returnTo) : "/", "replace");
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

  return {
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
  };
}
