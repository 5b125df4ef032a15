import { LIMITS } from "../../protocol/limits.ts";
import type { Bounds } from "../../store/store.ts";

/** How much one page holds. */
export function boundsOf(limit: number = LIMITS.defaultPage): Bounds {
  return { limit, bytes: LIMITS.pageBytes };
}
