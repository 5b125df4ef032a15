import type { z } from "zod";
import type { PeoplePageOptions } from "../../lib/chat/rooms/members.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import type { peopleQuery } from "../../lib/protocol/room_requests.ts";

/** What a query of a page of people asks for. */
export function peopleListOptions(
  { query, afterName, afterId, limit = LIMITS.defaultPageSize }: z.output<typeof peopleQuery>,
): PeoplePageOptions {
  const hasAfter = afterName !== undefined && afterId !== undefined;
  return {
    limit,
    ...(query ? { query } : {}),
    ...(hasAfter ? { after: { name: afterName, id: afterId } } : {}),
  };
}

/** Where the next page begins; nothing when this one was the last. */
export function nextPeoplePage(
  page: readonly { name: string; id: string }[],
  limit: number,
): { next?: { afterName: string; afterId: string } } {
  const last = page.at(-1);
  if (!last || page.length < limit) return {};
  return { next: { afterName: last.name, afterId: last.id } };
}
