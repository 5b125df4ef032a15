import type { Refusal } from "../protocol/errors.ts";
import { Refused } from "../protocol/chat_error.ts";
import type { StoreError } from "./store.ts";

/** What an overloaded server answers; nothing was kept of what it refuses. */
export const BUSY: Refusal = new Refused("server_busy", { retryAfter: 1 }).toRefusal();

const UNAVAILABLE: Refusal = new Refused("storage_unavailable", { retryAfter: 1 }).toRefusal();

/** What is answered to a request that the store could not do. */
export function refusalOfStore({ code }: StoreError): Refusal {
  return code === "busy" ? BUSY : UNAVAILABLE;
}
