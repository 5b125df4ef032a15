import { h, type Vnode } from "../dom/h.ts";
import { memo } from "../dom/memo.ts";
import type { Account } from "../../../lib/protocol/lines.ts";
import type { Pending } from "../../../lib/client/types.ts";
import type { Someone } from "../state/overlay.ts";
import { may } from "../state/rights.ts";
import { type Row, rows } from "../state/rows.ts";
import { account, blocks, countUnread, isReady, roomName } from "../state/select.ts";
import type { OwnRoom, State } from "../state/state.ts";
import { told } from "../strings/notices.ts";
import { t } from "../strings/strings.ts";
import { dayName } from "../strings/words.ts";
import { daysBefore } from "../time.ts";
import type { Acts } from "./acts.ts";
import { icon } from "./icons.ts";
import { message } from "./message.ts";
import { again, textButton } from "./parts.ts";

/** The messages of a room, or what stands in for them until they are here. */
export function timeline(state: State, own: OwnRoom, acts: Acts): Vnode {
  const { id } = own.room;
  if (!isReady(own)) {
    return h("div", { class: "timeline", key: `${id}/waiting` }, waiting(own, acts));
  }
  const { outbox, today, revealed } = state;
  const mayDelete = may(state, own.room, "delete others' messages");
  return h(
    "div",
    { class: "timeline", key: id },
    h(
      "section",
      {
        id: "messages",
        class: "scroller",
        "aria-label": t.timeline.label(roomName(own.room)),
        tabindex: "-1",
        mount: acts.timeline,
      },
      list(own, outbox, account(state), blocks(state), revealed, mayDelete, today, acts),
    ),
    !state.following && pill(countUnread(own, state), acts),
  );
}

/** Drawn again only when one of these is another. */
const list = memo((
  own: OwnRoom,
  outbox: readonly Pending[],
  me: Account,
  blocked: readonly Someone[],
  revealed: State["revealed"],
  mayDelete: boolean,
  today: number,
  acts: Acts,
) => {
  const made = rows(own, outbox, { me, blocked, revealed });
  const room = own.room.id;
  return h(
    "div",
    { class: "column" },
    top(own, made, acts),
    h(
      "ol",
      { class: "messages", "data-rove": ".message" },
      made.map((row) => {
        if (row.kind !== "message") return draw(row, today, me, acts);
        const { said, head } = row;
        const mine = said.userId === me.id;
        const deletable = said.seq !== undefined && (mine || mayDelete);
        return message(said, { room, head, mine, deletable }, acts);
      }),
    ),
  );
});

function draw(
  row: Exclude<Row, { kind: "message" }>,
  today: number,
  me: Account,
  acts: Acts,
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
        row.told.map(({ event, by }) => told(event, by, me.id)).join(" · "),
      ]);
    case "gone":
      return h("li", { key: row.key, class: "quiet-line" }, t.timeline.gone(row.count));
    case "hidden":
      return h("li", { key: row.key, class: "quiet-line" }, [
        `${t.timeline.hidden(row.keys.length)} · `,
        textButton(t.timeline.show, () => acts.reveal(row.keys)),
      ]);
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
  const { people, archived } = own.room;
  const start = people
    ? t.timeline.startDirect(people.map(({ name }) => name))
    : t.timeline.start(own.room.name);
  if (made.some((row) => row.kind === "message")) {
    return h("div", { class: "top", key: "start" }, start);
  }
  return h(
    "div",
    { class: "empty", key: "empty" },
    h("h2", null, t.timeline.empty),
    h("p", null, archived ? t.timeline.emptyForGood : people ? start : t.timeline.emptyHint),
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

function pill(count: number, acts: Acts): Vnode {
  return h(
    "button",
    { type: "button", class: "pill", on: { click: acts.jump } },
    icon("down"),
    count > 0 ? t.timeline.newestCount(count) : t.timeline.newest,
  );
}
