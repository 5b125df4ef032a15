import type { PendingMessage } from "../../../lib/client/types.ts";
import { buildTimeline, type TimelineItem, type Viewer, withPending } from "./timeline.ts";
import { midnight } from "../i18n/format/time_format.ts";
import type { Thread } from "./thread.ts";

/** The rows of a thread: its replies, then what waits in the outbox. */
export function threadTimeline(
  { room, root, rootMessage: options, messages, readBefore, hasOlder }: Thread,
  outbox: readonly PendingMessage[],
  eyes: Viewer,
): readonly TimelineItem[] {
  // A line before everything that there is would say nothing.
  const first = messages.findLastIndex(({ seq }) => seq <= (readBefore ?? 0));
  const isLine = readBefore && (first >= 0 || !hasOlder);
  const count = messages.slice(first + 1)
    .filter(({ userId, deleted }) => userId !== eyes.me.id && !deleted).length;
  const unread = isLine && count > 0 ? { after: readBefore, count } : undefined;
  const waiting = outbox.filter((pending) => pending.room === room && pending.thread === root);
  const ids = new Set(messages.filter(({ userId }) => userId === eyes.me.id).map(({ id }) => id));
  const created = buildTimeline(messages, unread, eyes);
  // The day of what it is about needs no rule.
  const [day] = created;
  const isSameDay = options && day?.kind === "day" &&
    day.at === midnight(Date.parse(options.timestamp));
  return withPending(
    isSameDay ? created.slice(1) : created,
    waiting.filter(({ id }) => !ids.has(id)),
    eyes.me,
    messages,
  );
}
