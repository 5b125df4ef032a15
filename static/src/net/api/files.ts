import type { Allowance } from "../../state/upload_limits.ts";
import type { Ask } from "./request.ts";

/** What may be uploaded; the content itself goes another way. */
export interface FileApi {
  /** What one may send. */
  allowance(): Promise<Allowance>;
}

export function fileApi(ask: Ask): FileApi {
  return {
    allowance: async () => (await ask<{ limits: Allowance }>("GET", "uploads")).limits,
  };
}
