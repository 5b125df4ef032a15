import type { HistoryActions } from "../actions/history.ts";
import type { ThreadActions } from "../actions/threads.ts";
import type { MessageListName } from "../actions/types.ts";
import { createRovingTabindex } from "../dom/roving_tabindex.ts";
import { VirtualScroller } from "../dom/virtual_scroller.ts";
import { shownMessages, WINDOW_MAX_MESSAGES } from "../state/message_window.ts";
import { openRoom } from "../state/selectors.ts";
import type { StateStore } from "../state/store.ts";
import { seqOf, type TimelineItem } from "../state/timeline.ts";
import { createRoot, type VdomRoot } from "../vdom/patch.ts";
import { windowTitle } from "../views/app_view.ts";
import { estimateRowHeight } from "../views/room/estimate_height.ts";
import type { Focus } from "./focus.ts";

/** What the renderer draws, and what it asks for at the ends of the lists. */
export interface RendererOptions {
  readonly window: Window;
  readonly store: StateStore;
  readonly focus: Focus;
  readonly history: Pick<HistoryActions, "loadOlder" | "loadNewer" | "landed" | "trim">;
  readonly threads: Pick<ThreadActions, "loadThread">;
  readonly view: () => Parameters<VdomRoot["render"]>[0];
}

/** Draws the state into the document, at most once a frame unless something cannot wait. */
export class Renderer {
  readonly lists: Readonly<Record<MessageListName, VirtualScroller<TimelineItem>>>;
  readonly #options: RendererOptions;
  readonly #root: VdomRoot;
  readonly #roving: ReturnType<typeof createRovingTabindex>;
  #isScheduled = false;
  #isRendering = false;

  constructor(options: RendererOptions) {
    const { document } = options.window;
    this.#options = options;
    this.#root = createRoot(document.getElementById("app")!);
    this.#roving = createRovingTabindex(document);
    this.lists = { timeline: this.#timeline(), replies: this.#replies() };
  }

  get isRendering(): boolean {
    return this.#isRendering;
  }

  render(): void {
    const { window: { document }, store, focus, view } = this.#options;
    this.#isScheduled = false;
    this.#isRendering = true;
    focus.preserve(() => {
      const { timeline, replies } = this.lists;
      timeline.before();
      replies.before();
      this.#root.render(view());
      timeline.after();
      replies.after();
      this.#trim();
      this.#roving.settle();
    });
    const title = windowTitle(store.state);
    if (document.title !== title) document.title = title;
    this.#isRendering = false;
  }

  schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const { window } = this.#options;
    const render = () => this.render();
    // A hidden page gets no frames, but its title still shows what is unread.
    if (window.document.hidden) window.setTimeout(render);
    else window.requestAnimationFrame(render);
  }

  #timeline(): VirtualScroller<TimelineItem> {
    const { store, history } = this.#options;
    return new VirtualScroller<TimelineItem>({
      estimateHeight: estimateRowHeight,
      isStop: (row) => row.kind === "message",
      onFollow: (following) => store.dispatch({ type: "following", following }),
      onStart: () => this.#whenIdle((room) => history.loadOlder(room)),
      onEnd: () => this.#whenIdle((room) => history.loadNewer(room)),
      onLand: () => history.landed(openRoom(store.state)?.room.id ?? ""),
      redraw: () => this.#redraw(),
    });
  }

  #replies(): VirtualScroller<TimelineItem> {
    const { store, threads } = this.#options;
    return new VirtualScroller<TimelineItem>({
      estimateHeight: estimateRowHeight,
      isStop: (row) => row.kind === "message",
      onFollow: (following) => store.dispatch({ type: "threadFollowing", following }),
      onStart: () => {
        const { thread } = store.state;
        if (thread?.pageStatus === "idle" && thread.loaded && thread.hasOlder) threads.loadThread();
      },
      onEnd: () => {},
      onLand: () => store.dispatch({ type: "threadLanded" }),
      redraw: () => this.#redraw(),
    });
  }

  /** Loads unless the open room is loading already. */
  #whenIdle(load: (room: string) => void): void {
    const own = openRoom(this.#options.store.state);
    if (own?.pageStatus === "idle") load(own.room.id);
  }

  /** After long scrolling only the messages near the viewport stay loaded. */
  #trim(): void {
    const { store: { state }, history } = this.#options;
    const own = openRoom(state);
    if (!own || state.atNewest || shownMessages(own.window).length <= WINDOW_MAX_MESSAGES) return;
    const row = this.lists.timeline.sight((row) => Number.isFinite(seqOf(row)));
    if (row) history.trim(own.room.id, seqOf(row));
  }

  #redraw(): void {
    if (this.#isRendering) this.schedule();
    else this.render();
  }
}
