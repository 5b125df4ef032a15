import type { Client } from "../../../lib/client/types.ts";
import type { Api } from "../net/api/api.ts";
import { ApiError } from "../net/api/request.ts";
import type { Router } from "../browser/router.ts";
import { CALM, type Form } from "../state/dialogs.ts";
import type { Prefs } from "../state/preferences.ts";
import type { Store } from "../state/store.ts";
import type { Saved } from "../browser/local_storage.ts";
import { errorText } from "../i18n/error_text.ts";
import { t } from "../i18n/index.ts";

/** What acts work with. */
export interface Context {
  store: Store;
  api: Api;
  saved: Saved;
  router: Router;
  /** Connected while someone is signed in. */
  client: Client | undefined;
  connect(account: string): Client;
  /** Makes the page look and speak as one prefers; whether it could. */
  dress(prefs: Prefs): Promise<boolean>;
  /** Whether an error means that one is signed out, which is then so. */
  ended(error: unknown): boolean;
}

/** What is wrong with a field, before anything is sent. */
export class FieldError extends Error {
  override readonly name = "FieldError";

  constructor(readonly field: string, message: string) {
    super(message);
  }
}

/** What to tell someone whose request failed. */
export function explain(error: unknown): string {
  if (error instanceof FieldError) return error.message;
  if (!(error instanceof ApiError)) throw error;
  if (error.code === "unreachable") return t.errors.unreachable;
  return errorText({ ...error.details, code: error.code, message: error.message });
}

/** Sends a form: busy meanwhile, and with what was wrong afterwards. One at a time. */
export async function submit(
  context: Context,
  of: string,
  send: () => Promise<void>,
): Promise<void> {
  const { store } = context;
  const { form, now } = store.state;
  if (form.busy || (form.until ?? 0) > now) return;
  store.dispatch({ type: "form", form: { ...CALM, of, busy: true } });
  try {
    await send();
    store.dispatch({ type: "form", form: CALM });
  } catch (error) {
    if (!context.ended(error)) store.dispatch({ type: "form", form: { ...wrong(error), of } });
  }
}

/** Does something that has no form; tells when it failed. Whether it was done. */
export async function attempt(context: Context, run: () => Promise<void>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (!context.ended(error)) tell(context, explain(error), true);
    return false;
  }
}

/** Says one sentence about what was done, or went wrong. */
export function tell({ store }: Context, text: string, wrong = false): void {
  store.dispatch({ type: "show", toast: { text, wrong } });
}

function wrong(error: unknown): Form {
  const form = { ...CALM, error: explain(error) };
  if (error instanceof FieldError) return { ...form, field: error.field };
  if (!(error instanceof ApiError)) return form;
  const { retryAfter, field } = error.details;
  if (error.code === "rate_limited" && retryAfter !== undefined) {
    return { ...form, until: Date.now() + retryAfter * 1_000 };
  }
  return { ...form, field };
}
