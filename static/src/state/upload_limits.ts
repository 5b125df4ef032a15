import { type FileKind, fileKindOf } from "../../../lib/protocol/file_kinds.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import type { Attachment } from "./attachments.ts";

/** What the server lets an account send; sizes are bytes. */
export interface UploadLimits {
  size: number;
  perMessage: number;
  quota: number;
  used: number;
  kinds: readonly FileKind[];
}

/** Why a file is not even tried. */
export type RejectReason = "empty" | "size" | "kind" | "quota";

/** How many more files a message may have. */
export function remainingSlots(
  list: readonly Attachment[],
  allowance: UploadLimits | undefined,
): number {
  return Math.max(0, (allowance?.perMessage ?? LIMITS.filesPerMessage) - list.length);
}

/** Why the server would refuse a file, as far as that can be known here. */
export function rejectReason(
  { size, type }: { size: number; type: string },
  allowance: UploadLimits | undefined,
  others = 0,
): RejectReason | undefined {
  if (size === 0) return "empty";
  if (!allowance) return undefined;
  if (size > allowance.size) return "size";
  // A phone's own pictures become ordinary ones on the server.
  const kind = /^image\/hei[cf]$/.test(type) ? "picture" : fileKindOf(type);
  if (type !== "" && !allowance.kinds.includes(kind)) return "kind";
  return allowance.used + others + size > allowance.quota ? "quota" : undefined;
}
