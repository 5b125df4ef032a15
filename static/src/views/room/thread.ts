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
export function threadView(open: Thread, own: JoinedRoom, state: State, acts: Actions): Vnode {
  return threadPanel(
    state,
    acts,
    open.loaded && open.about
      ? [replies(open, open.about, state, own, acts), write(open, open.about, state, own, acts)]
      : waiting(open, acts),
  );
}

function waiting({ page }: Thread, acts: Actions): Vnode {
  if (page === "missing") return h("p", { class: "empty", key: "missing" }, t.replies.missing);
  return page === "failed" ? retryNotice(t.replies.failed, () => acts.loadThread()) : loadingRows();
}

function replies(
  open: Thread,
  about: Message,
  state: State,
  own: JoinedRoom,
  acts: Actions,
): Vnode {
  const { outbox, revealed, route } = state;
  const me = account(state);
  const made = threadTimeline(open, outbox, { me, blocked: blockedPeople(state), revealed });
  const at = route.kind === "room" && route !== state.aimed ? route.at : undefined;
  const slices = acts.slices("replies", {
    id: `${open.room}/${open.root}`,
    rows: made,
    whole: true,
    start: "unread",
    goal: at === undefined
      ? undefined
      : made.find((row) => "said" in row && row.said.seq === at)?.key,
  });
  return h(
    "section",
    {
      key: `${open.room}/${open.root}`,
      class: "scroller",
      "aria-label": t.replies.label,
      tabindex: "-1",
      mount: acts.replies,
    },
    h(
      "div",
      { class: "column" },
      h("div", { class: "thread-root" }, root(about, state, own, acts)),
      h(
        "div",
        { class: "thread-count hint" },
        about.replies ? t.thread.replies(about.replies.count) : t.replies.none,
      ),
      open.more && h("div", { class: "top", key: "more" }, [
        open.page === "failed" && retryNotice(t.replies.failed, () => acts.loadThread()),
      ]),
      messageList(slices, made, (row) => drawRow(row, state, own, acts, open.root)),
    ),
  );
}

/** What the thread is about, as a list of one. */
function root(about: Message, state: State, own: JoinedRoom, acts: Actions): Vnode {
  if (about.deleted) return h("p", { class: "quiet-line" }, t.replies.gone);
  const said = rootOf(toTimelineMessage(about));
  const stance = messageView(state, own, said, true, about.seq);
  return h("ol", { class: "messages" }, messageRow(said, stance, acts));
}

const roots = new WeakMap<TimelineMessage, TimelineMessage>();

/** The same again, because what was drawn of the one in the room is remembered with it. */
function rootOf(said: TimelineMessage): TimelineMessage {
  const here = roots.get(said) ?? { ...said };
  roots.set(said, here);
  return here;
}

/** Where one writes; nothing more is said about what was taken back. */
function write(
  { room, root }: Thread,
  about: Message,
  state: State,
  own: JoinedRoom,
  acts: Actions,
): Children {
  const key = `${room}/${root}`;
  return !about.deleted && [composerView(state, own, acts, key), dropHint(key, undefined, state)];
}
