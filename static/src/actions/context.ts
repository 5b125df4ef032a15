import type { Api } from "../net/api/api.ts";
import { ApiError } from "../net/api/request.ts";
import type { Router } from "../browser/router.ts";
import { type FormState, IDLE_FORM } from "../state/dialogs.ts";
import type { Preferences } from "../state/preferences.ts";
import type { StateStore } from "../state/store.ts";
import type { LocalStore } from "../browser/local_storage.ts";
import type { ClientSession } from "./client_session.ts";
import { errorText } from "../i18n/error_text.ts";
import { t } from "../i18n/index.ts";

/** What actions and effects work with; nothing of it is replaced while the page lives. */
export interface ActionContext {
  readonly store: StateStore;
  readonly api: Api;
  readonly saved: LocalStore;
  readonly router: Router;
  readonly session: ClientSession;
  /** Makes the page look and speak as the user prefers; whether it could. */
  applyPreferences(prefs: Preferences): Promise<boolean>;
}

/** What is wrong with a field, before anything is sent. */
export class FieldError extends Error {
  override readonly name = "FieldError";

  constructor(readonly field: string, message: string) {
    super(message);
  }
}

/** What to tell someone whose request failed. */
export function errorMessage(error: unknown): string {
  if (error instanceof FieldError) return error.message;
  if (!(error instanceof ApiError)) throw error;
  if (error.code === "unreachable") return t.errors.unreachable;
  return errorText({ ...error.details, code: error.code, message: error.message });
}

/** Sends a form: busy meanwhile, and with what was wrong afterwards. One at a time. */
export async function submitForm(
  context: ActionContext,
  of: string,
  send: () => Promise<void>,
): Promise<void> {
  const { store } = context;
  const { form, now } = store.state;
  if (form.busy || (form.retryAt ?? 0) > now) return;
  store.dispatch({ type: "form", form: { ...IDLE_FORM, formId: of, busy: true } });
  try {
    await send();
    store.dispatch({ type: "form", form: IDLE_FORM });
  } catch (error) {
    if (!context.session.handleSignedOut(error)) {
      store.dispatch({ type: "form", form: { ...toFormError(error), formId: of } });
    }
  }
}

/** Does something that has no form; tells when it failed. Whether it was done. */
export async function runAction(
  context: ActionContext,
  run: () => Promise<void>,
): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (!context.session.handleSignedOut(error)) showToast(context, errorMessage(error), true);
    return false;
  }
}

/** Says one sentence about what was done, or went wrong. */
export function showToast({ store }: ActionContext, text: string, wrong = false): void {
  store.dispatch({ type: "show", toast: { text, wrong } });
}

function toFormError(error: unknown): FormState {
  const form = { ...IDLE_FORM, error: errorMessage(error) };
  if (error instanceof FieldError) return { ...form, field: error.field };
  if (!(error instanceof ApiError)) return form;
  const { retryAfter, field } = error.details;
  if (error.code === "rate_limited" && retryAfter !== undefined) {
    return { ...form, retryAt: Date.now() + retryAfter * 1_000 };
  }
  return { ...form, field };
}
