import type { Refusal } from "../protocol/codes.ts";
import type { StoreError } from "./store.ts";

/** What an overloaded server answers; nothing was kept of what it refuses. */
export const BUSY: Refusal = {
  code: "unavailable",
  message: "The server is busy. Try again in a moment.",
  retryAfter: 1,
};

const UNAVAILABLE: Refusal = {
  code: "unavailable",
  message: "Storage is not available.",
  retryAfter: 1,
};

/** What is answered to a request that the store could not do. */
export function refusalOfStore({ code }: StoreError): Refusal {
  return code === "busy" ? BUSY : UNAVAILABLE;
}
