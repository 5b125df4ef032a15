import { h, type Vnode } from "../../vdom/h.ts";
import type { RowRange } from "../../dom/virtual_window.ts";
import type { Account } from "../../../../lib/protocol/model.ts";
import { hasOlder } from "../../state/message_window.ts";
import { type TimelineItem, timelineItems, toTimelineItem } from "../../state/timeline.ts";
import { account, blockedPeople, countUnread, isReady } from "../../state/selectors.ts";
import type { JoinedRoom, State } from "../../state/state.ts";
import { t } from "../../i18n/index.ts";
import { dayName, nameWithGuestMark, roomLabel } from "../../i18n/format/formatters.ts";
import { daysBefore } from "../../i18n/format/time_format.ts";
import type { Actions } from "../../actions/types.ts";
import { icon } from "../../icons/icons.ts";
import { messageRow, messageView } from "./message/message.ts";
import { retryNotice, textButton } from "../ui/buttons.ts";
import { threadReplies } from "./message/replies.ts";

/** The messages of a room, or what stands in for them until they are here. */
export function timeline(state: State, own: JoinedRoom, actions: Actions): Vnode {
  const { room: { id }, window, scrollTarget, unread, visitedNewest } = own;
  if (!isReady(own)) {
    return h("div", { class: "timeline", key: `${id}/waiting` }, waiting(own, actions));
  }
  const { outbox, revealed } = state;
  const created = timelineItems(own, outbox, {
    me: account(state),
    blocked: blockedPeople(state),
    revealed,
  });
  const slices = actions.slices("timeline", {
    id,
    rows: created,
    whole: !window?.detached,
    start: unread && !visitedNewest ? "unread" : undefined,
    goal: scrollTarget?.kind === "link"
      ? toTimelineItem(created, scrollTarget.seq)?.key
      : undefined,
  });
  return h(
    "div",
    { class: "timeline", key: id },
    h(
      "section",
      {
        id: "messages",
        class: "scroller",
        "aria-label": t.timeline.label(roomLabel(own.room)),
        tabindex: "-1",
        mount: actions.timeline,
      },
      h(
        "div",
        { class: "column" },
        top(own, created, actions),
        messageList(slices, created, (row) => drawRow(row, state, own, actions)),
        window?.detached && bottom(own, actions),
      ),
    ),
    (state.atNewest === false || window?.detached) && pill(countUnread(own, state), actions),
  );
}

/** The rows that are near, and what keeps the place of all others. */
export function messageList(
  slices: RowRange[],
  created: readonly TimelineItem[],
  draw: (row: TimelineItem) => Vnode,
): Vnode {
  return h(
    "ol",
    { class: "messages", "data-rove": ".message" },
    slices.map(({ gap, from, to }, at) => [
      gap > 0 && h("li", {
        key: `gap/${at}`,
        class: "gap",
        "aria-hidden": "true",
        vars: { "--gap": `${gap}px` },
      }),
      created.slice(from, to).map(draw),
    ]),
  );
}

/** A row of a room, or of the panel of a thread. */
export function drawRow(
  row: TimelineItem,
  state: State,
  own: JoinedRoom,
  actions: Actions,
  thread?: number,
): Vnode {
  switch (row.kind) {
    case "message":
      return messageRow(
        row.message,
        messageView(state, own, row.message, row.isFirstOfGroup, thread),
        actions,
      );
    case "replies":
      return threadReplies(row.root, state, own);
    default:
      return drawLine(row, state.today, account(state), actions);
  }
}

function drawLine(
  row: Exclude<TimelineItem, { kind: "message" | "replies" }>,
  today: number,
  me: Account,
  actions: Actions,
): Vnode {
  switch (row.kind) {
    case "day": {
      const name = dayName(row.at, daysBefore(row.at, today), today);
      return h("li", { key: row.key, class: "day" }, h("span", null, name));
    }
    case "unread":
      return h("li", { key: row.key, class: "unread-line" }, [
        h("span", null, t.timeline.unread(row.count)),
      ]);
    case "notice":
      return h("li", { key: row.key, class: "told" }, [
        row.notices.map(({ event, by }) => t.told(event, by, me.id)).join(" · "),
      ]);
    case "gone":
      return h("li", { key: row.key, class: "quiet-line" }, t.timeline.gone(row.count));
    case "hidden":
      return h("li", { key: row.key, class: "quiet-line" }, [
        `${t.timeline.hidden(row.keys.length)} · `,
        textButton(t.timeline.show, () => actions.reveal(row.keys)),
      ]);
  }
}

/** What stands before the oldest message. */
function top(own: JoinedRoom, created: readonly TimelineItem[], actions: Actions): Vnode {
  if (hasOlder(own.window)) {
    return h(
      "div",
      { class: "top", key: "more" },
      own.pageStatus === "failed" &&
        retryNotice(t.timeline.failed, () => actions.loadOlder(own.room.id)),
      own.pageStatus === "loading" &&
        h("span", { class: "late", role: "status" }, t.timeline.loading),
    );
  }
  const { people, archived } = own.room;
  const start = people
    ? t.timeline.startDirect(people.map(nameWithGuestMark))
    : t.timeline.start(own.room.name);
  if (created.some((row) => row.kind === "message")) {
    return h("div", { class: "top", key: "start" }, start);
  }
  return h(
    "div",
    { class: "empty", key: "empty" },
    h("h2", null, t.timeline.empty),
    h("p", null, archived ? t.timeline.emptyForGood : people ? start : t.timeline.emptyHint),
  );
}

/** What stands after the last message that is held, when there are newer ones. */
function bottom(own: JoinedRoom, actions: Actions): Vnode {
  return h(
    "div",
    { class: "top", key: "bottom" },
    own.pageStatus === "failed" &&
      retryNotice(t.timeline.failedNewer, () => actions.loadNewer(own.room.id)),
    own.pageStatus === "loading" &&
      h("span", { class: "late", role: "status" }, t.timeline.loading),
  );
}

function waiting(own: JoinedRoom, actions: Actions): Vnode {
  return own.pageStatus === "failed"
    ? h("div", { class: "empty", key: "failed" }, [
      retryNotice(t.timeline.failedFirst, () => actions.openAgain()),
    ])
    : timelineSkeleton();
}

/** The shape of messages to come; its style lets it show only after a moment. */
export function timelineSkeleton(): Vnode {
  return h(
    "div",
    { class: "skeleton late", role: "status", "aria-label": t.timeline.loading, key: "skeleton" },
    [3, 1, 2, 1, 3, 2].map((lines) =>
      h(
        "div",
        { class: "skeleton-message" },
        h("span", { class: "skeleton-avatar" }),
        h("div", null, Array.from({ length: lines + 1 }, () => h("span", { class: "bar" }))),
      )
    ),
  );
}

function pill(count: number, actions: Actions): Vnode {
  return h(
    "button",
    { type: "button", class: "pill", on: { click: actions.jump } },
    icon("down"),
    count > 0 ? t.timeline.newestCount(count) : t.timeline.newest,
  );
}
