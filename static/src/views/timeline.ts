import { h, type Vnode } from "../dom/h.ts";
import { memo } from "../dom/memo.ts";
import type { Account } from "../../../lib/protocol/lines.ts";
import type { Pending } from "../../../lib/client/types.ts";
import { type Row, rows } from "../state/rows.ts";
import { account, countUnread, isReady } from "../state/select.ts";
import type { OwnRoom, State } from "../state/state.ts";
import { dayName, t } from "../strings.ts";
import { daysBefore } from "../time.ts";
import type { Acts } from "./acts.ts";
import { icon } from "./icons.ts";
import { message } from "./message.ts";

/** The messages of a room, or what stands in for them until they are here. */
export function timeline(state: State, own: OwnRoom, acts: Acts): Vnode {
  const { id } = own.room;
  if (!isReady(own)) {
    return h("div", { class: "timeline", key: `${id}/waiting` }, waiting(own, acts));
  }
  const me = account(state);
  return h(
    "div",
    { class: "timeline", key: id },
    h(
      "section",
      {
        id: "messages",
        class: "scroller",
        "aria-label": t.timeline.label(own.room.name),
        tabindex: "-1",
        mount: acts.timeline,
      },
      list(own, state.outbox, me, state.today, acts),
    ),
    !state.following && pill(countUnread(own, me.id), acts),
  );
}

/** Drawn again only when one of these is another. */
const list = memo((
  own: OwnRoom,
  outbox: readonly Pending[],
  me: Account,
  today: number,
  acts: Acts,
) => {
  const made = rows(own, outbox, me);
  return h(
    "div",
    { class: "column" },
    top(own, made, acts),
    h(
      "ol",
      { class: "messages", "data-rove": ".message" },
      made.map((row) => draw(row, today, acts)),
    ),
  );
});

function draw(row: Row, today: number, acts: Acts): Vnode {
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
        row.told.map(({ event, names }) => t.timeline.told(event, names)).join(" · "),
      ]);
    case "message":
      return message(row.said, row.head, acts);
  }
}

/** What stands before the oldest message. */
function top(own: OwnRoom, made: Row[], acts: Acts): Vnode {
  if (own.log?.more) {
    return h(
      "div",
      { class: "top", key: "more" },
      own.page === "failed" && again(t.timeline.failed, () => acts.loadOlder(own.room.id)),
      own.page === "loading" && h("span", { class: "late", role: "status" }, t.timeline.loading),
    );
  }
  if (made.some((row) => row.kind === "message")) {
    return h("div", { class: "top", key: "start" }, t.timeline.start(own.room.name));
  }
  return h(
    "div",
    { class: "empty", key: "empty" },
    h("h2", null, t.timeline.empty),
    h("p", null, t.timeline.emptyHint),
  );
}

function waiting(own: OwnRoom, acts: Acts): Vnode {
  return own.page === "failed"
    ? h("div", { class: "empty", key: "failed" }, [
      again(t.timeline.failedFirst, () => acts.openAgain()),
    ])
    : skeleton();
}

/** The shape of messages to come; its style lets it show only after a moment. */
export function skeleton(): Vnode {
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

function again(text: string, click: () => void): Vnode {
  return h(
    "p",
    { class: "again", role: "alert" },
    text,
    " ",
    h("button", { type: "button", class: "text-button", on: { click } }, t.tryAgain),
  );
}

function pill(count: number, acts: Acts): Vnode {
  return h(
    "button",
    { type: "button", class: "pill", on: { click: acts.jump } },
    icon("down"),
    count > 0 ? t.timeline.newestCount(count) : t.timeline.newest,
  );
}
