import type { ErrorBody } from "../protocol/errors.ts";
import { ChatError } from "../protocol/chat_error.ts";
import type { StoreError } from "./store.ts";

/** What an overloaded server answers; nothing was kept of what it refuses. */
export const SERVER_BUSY_BODY: ErrorBody = new ChatError("server_busy", { retryAfter: 1 })
  .toErrorBody();

const STORAGE_UNAVAILABLE_BODY: ErrorBody = new ChatError("storage_unavailable", { retryAfter: 1 })
  .toErrorBody();

/** What is answered to a request that the store could not do. */
export function storeErrorBody({ code }: StoreError): ErrorBody {
  return code === "busy" ? SERVER_BUSY_BODY : STORAGE_UNAVAILABLE_BODY;
}
