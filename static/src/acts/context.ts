import type { Client } from "../../../lib/client/types.ts";
import { type Api, ApiError } from "../api.ts";
import type { Router } from "../router.ts";
import type { Store } from "../state/store.ts";
import type { Saved } from "../storage.ts";
import { t } from "../strings.ts";

/** What acts work with. */
export interface Context {
  store: Store;
  api: Api;
  saved: Saved;
  router: Router;
  /** Connected while someone is signed in. */
  client: Client | undefined;
  connect(account: string): Client;
}

/** What to tell someone whose request failed. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) throw error;
  if (error.code === "unreachable") return t.errors.unreachable;
  if (error.code === "rate_limited") return t.errors.rate_limited(error.retryAfter ?? 1);
  return error.message;
}

/** Sends a form: busy meanwhile, and with what was wrong afterwards. One at a time. */
export async function submit({ store }: Context, send: () => Promise<void>): Promise<void> {
  if (store.state.form.busy) return;
  store.dispatch({ type: "form", form: { busy: true, error: undefined } });
  try {
    await send();
    store.dispatch({ type: "form", form: { busy: false, error: undefined } });
  } catch (error) {
    store.dispatch({ type: "form", form: { busy: false, error: explain(error) } });
  }
}
