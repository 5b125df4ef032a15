import { LIMITS } from "../../protocol/limits.ts";
import type { PageBounds } from "../../store/store.ts";

/** How much one page holds. */
export function pageBounds(limit: number = LIMITS.defaultPageSize): PageBounds {
  return { limit, bytes: LIMITS.pageBytes };
}
