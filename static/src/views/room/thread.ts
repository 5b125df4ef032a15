import type { Message } from "../../../../lib/protocol/model.ts";
import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { account, blocks } from "../../state/selectors.ts";
import { type Said, saidOf } from "../../state/timeline.ts";
import type { OwnRoom, State } from "../../state/state.ts";
import type { Thread } from "../../state/thread.ts";
import { threadRows } from "../../state/thread_timeline.ts";
import { t } from "../../i18n/secondary.ts";
import type { Acts } from "../../actions/types.ts";
import { composer } from "./composer/composer.ts";
import { dropHint } from "./attachments/attach_button.ts";
import { message, stanceOf } from "./message/message.ts";
import { threadPanel } from "./side_panels.ts";
import { again, loadingRows } from "../ui/buttons.ts";
import { draw, list } from "./timeline.ts";

/** The thread that is open: what it is about, its replies, and where one writes. A page of its own on a phone. */
export function thread(open: Thread, own: OwnRoom, state: State, acts: Acts): Vnode {
  return threadPanel(
    state,
    acts,
    open.loaded && open.about
      ? [replies(open, open.about, state, own, acts), write(open, open.about, state, own, acts)]
      : waiting(open, acts),
  );
}

function waiting({ page }: Thread, acts: Acts): Vnode {
  if (page === "missing") return h("p", { class: "empty", key: "missing" }, t.replies.missing);
  return page === "failed" ? again(t.replies.failed, () => acts.loadThread()) : loadingRows();
}

function replies(open: Thread, about: Message, state: State, own: OwnRoom, acts: Acts): Vnode {
  const { outbox, revealed, route } = state;
  const me = account(state);
  const made = threadRows(open, outbox, { me, blocked: blocks(state), revealed });
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
        open.page === "failed" && again(t.replies.failed, () => acts.loadThread()),
      ]),
      list(slices, made, (row) => draw(row, state, own, acts, open.root)),
    ),
  );
}

/** What the thread is about, as a list of one. */
function root(about: Message, state: State, own: OwnRoom, acts: Acts): Vnode {
  if (about.deleted) return h("p", { class: "quiet-line" }, t.replies.gone);
  const said = rootOf(saidOf(about));
  const stance = stanceOf(state, own, said, true, about.seq);
  return h("ol", { class: "messages" }, message(said, stance, acts));
}

const roots = new WeakMap<Said, Said>();

/** The same again, because what was drawn of the one in the room is remembered with it. */
function rootOf(said: Said): Said {
  const here = roots.get(said) ?? { ...said };
  roots.set(said, here);
  return here;
}

/** Where one writes; nothing more is said about what was taken back. */
function write(
  { room, root }: Thread,
  about: Message,
  state: State,
  own: OwnRoom,
  acts: Acts,
): Children {
  const key = `${room}/${root}`;
  return !about.deleted && [composer(state, own, acts, key), dropHint(key, undefined, state)];
}
