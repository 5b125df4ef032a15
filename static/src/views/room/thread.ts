import type { Message } from "../../../../lib/protocol/model.ts";
import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { account, blockedPeople } from "../../state/selectors.ts";
import { type TimelineMessage, toTimelineMessage } from "../../state/timeline.ts";
import type { JoinedRoom, State } from "../../state/state.ts";
import type { Thread } from "../../state/thread.ts";
import { threadTimeline } from "../../state/thread_timeline.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { composerView } from "./composer/composer.ts";
import { dropHint } from "./attachments/attach_button.ts";
import { messageRow, messageView } from "./message/message.ts";
import { threadPanel } from "./side_panels.ts";
import { loadingRows, retryNotice } from "../ui/buttons.ts";
import { drawRow, messageList } from "./timeline.ts";

/** The thread that is open: what it is about, its replies, and where one writes. A page of its own on a phone. */
export function threadView(open: Thread, own: JoinedRoom, state: State, actions: Actions): Vnode {
  return threadPanel(
    state,
    actions,
    open.loaded && open.rootMessage
      ? [
        replies(open, open.rootMessage, state, own, actions),
        write(open, open.rootMessage, state, own, actions),
      ]
      : waiting(open, actions),
  );
}

function waiting({ pageStatus }: Thread, actions: Actions): Vnode {
  if (pageStatus === "missing") {
    return h("p", { class: "empty", key: "missing" }, t.replies.missing);
  }
  return pageStatus === "failed"
    ? retryNotice(t.replies.failed, () => actions.loadThread())
    : loadingRows();
}

function replies(
  open: Thread,
  options: Message,
  state: State,
  own: JoinedRoom,
  actions: Actions,
): Vnode {
  const { outbox, revealed, route } = state;
  const me = account(state);
  const created = threadTimeline(open, outbox, { me, blocked: blockedPeople(state), revealed });
  const at = route.kind === "room" && route !== state.consumedRoute ? route.at : undefined;
  const slices = actions.slices("replies", {
    id: `${open.room}/${open.root}`,
    rows: created,
    whole: true,
    start: "unread",
    goal: at === undefined
      ? undefined
      : created.find((row) => "message" in row && row.message.seq === at)?.key,
  });
  return h(
    "section",
    {
      key: `${open.room}/${open.root}`,
      class: "scroller",
      "aria-label": t.replies.label,
      tabindex: "-1",
      mount: actions.replies,
    },
    h(
      "div",
      { class: "column" },
      h("div", { class: "thread-root" }, root(options, state, own, actions)),
      h(
        "div",
        { class: "thread-count hint" },
        options.replies ? t.thread.replies(options.replies.count) : t.replies.none,
      ),
      open.hasOlder && h("div", { class: "top", key: "more" }, [
        open.pageStatus === "failed" && retryNotice(t.replies.failed, () => actions.loadThread()),
      ]),
      messageList(slices, created, (row) => drawRow(row, state, own, actions, open.root)),
    ),
  );
}

/** What the thread is about, as a list of one. */
function root(options: Message, state: State, own: JoinedRoom, actions: Actions): Vnode {
  if (options.deleted) return h("p", { class: "quiet-line" }, t.replies.gone);
  const message = rootOf(toTimelineMessage(options));
  const view = messageView(state, own, message, true, options.seq);
  return h("ol", { class: "messages" }, messageRow(message, view, actions));
}

const roots = new WeakMap<TimelineMessage, TimelineMessage>();

/** The same again, because what was drawn of the one in the room is remembered with it. */
function rootOf(message: TimelineMessage): TimelineMessage {
  const here = roots.get(message) ?? { ...message };
  roots.set(message, here);
  return here;
}

/** Where one writes; nothing more is said about what was taken back. */
function write(
  { room, root }: Thread,
  options: Message,
  state: State,
  own: JoinedRoom,
  actions: Actions,
): Children {
  const key = `${room}/${root}`;
  return !options.deleted &&
    [composerView(state, own, actions, key), dropHint(key, undefined, state)];
}
