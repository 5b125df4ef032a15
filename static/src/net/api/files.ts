import type { UploadLimits } from "../../state/upload_limits.ts";
import type { RequestApi } from "./request.ts";

/** What may be uploaded; the content itself goes another way. */
export interface FileApi {
  /** What one may send. */
  allowance(): Promise<UploadLimits>;
}

export function fileApi(ask: RequestApi): FileApi {
  return {
    allowance: async () => (await ask<{ limits: UploadLimits }>("GET", "uploads")).limits,
  };
}
