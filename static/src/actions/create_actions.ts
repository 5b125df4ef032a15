import { attachedTo } from "../state/attachments.ts";
import type { ActionContext } from "./context.ts";
import type { Controllers } from "./controllers.ts";
import type { Actions, Page } from "./types.ts";

/** All that views may ask for: each intention once, and none without its line here. */
export function createActions(
  { store }: Pick<ActionContext, "store">,
  controllers: Controllers,
  page: Page,
): Actions {
  const { session, rooms, history, threads, composer, uploads, messages } = controllers;
  const { edits, autocomplete, emoji, people, lazy, preferences, search, notifications } =
    controllers;
  return {
    enter: lazy("enter"),
    signIn: lazy("signIn"),
    signUp: lazy("signUp"),
    setUp: lazy("setUp"),
    reset: lazy("reset"),
    accept: lazy("accept"),
    signOut: session.signOut,
    start: session.start,

    list: rooms.list,
    home: rooms.home,
    go: rooms.go,
    open: rooms.open,
    openAgain: rooms.openAgain,

    loadOlder: history.loadOlder,
    loadNewer: history.loadNewer,
    toNewest: history.toNewest,
    trim: history.trim,
    landed: history.landed,

    thread(root) {
      const { thread } = store.state;
      threads.thread(root);
      page.render();
      if (root === undefined) page.focusOpenerOf(thread?.root);
    },
    loadThread: threads.loadThread,

    find: lazy("find"),
    more: lazy("more"),
    show: lazy("show"),
    reload: lazy("reload"),

    reply: edits.reply,
    edit: edits.edit,
    editLast: edits.editLast,
    cancel: edits.cancel,
    caret: (...at) => autocomplete.caret(...at),
    choice: (step) => autocomplete.choice(step),
    take: (key, suggestion) => autocomplete.take(key, suggestion),
    closed: (text, at) => autocomplete.closed(text, at),
    dismiss: (stays) => autocomplete.dismiss(stays),
    emoji: emoji.emoji,
    chooseEmoji(chosen) {
      page.leaveMenu();
      emoji.chooseEmoji(chosen);
    },
    browseEmoji(to) {
      emoji.browseEmoji(to);
      page.render();
    },
    tone: emoji.tone,
    loadEmoji: emoji.loadEmoji,
    draft: composer.draft,
    send(key) {
      const { composeTargets, drafts } = store.state;
      const isEdit = composeTargets[key]?.kind === "edit";
      const isEmpty = !drafts[key]?.trim() && attachedTo(store.state, key).length === 0;
      composer.send(key);
      if (!isEdit && !isEmpty) page.showSent(key);
    },
    latest: composer.latest,
    retry: composer.retry,
    discard: composer.discard,
    wake: composer.wake,

    attach: uploads.attach,
    detach: uploads.detach,
    uploadAgain: uploads.uploadAgain,
    holdBack: uploads.holdBack,
    heldOver: uploads.heldOver,
    preview: uploads.preview,

    react: messages.react,
    pin: messages.pin,
    keep: messages.keep,
    learnReactions: messages.learnReactions,

    write: lazy("write"),
    choose: people.choose,
    reveal: people.reveal,

    confirm: lazy("confirm"),
    mute: lazy("mute"),
    liftBan: lazy("liftBan"),
    unblock: lazy("unblock"),
    enable: lazy("enable"),
    invite: lazy("invite"),
    revoke: lazy("revoke"),
    rename: lazy("rename"),
    changePassword: lazy("changePassword"),
    endDevice: lazy("endDevice"),
    createRoom: lazy("createRoom"),
    updateRoom: lazy("updateRoom"),
    tab: lazy("tab"),
    changeSettings: lazy("changeSettings"),

    prefer: preferences.prefer,

    search: search.search,
    searchHere: search.searchHere,
    forgetSearches: search.forgetSearches,

    notifyMe: notifications.notifyMe,
    wish: notifications.wish,
    setLevel: lazy("setLevel"),
    reloadPage: notifications.reloadPage,
    declineUpdate: notifications.declineUpdate,

    redraw: page.redraw,
    sheet: page.sheet,
    details: page.details,
    dialog: page.dialog,
    menu: page.menu,
    query: page.query,
    activate: page.activate,
    jump: page.jump,
    slices: page.slices,
    timeline: page.timeline,
    replies: page.replies,
    field: page.field,
    copy: page.copy,
    copyLink: page.copyLink,
  } satisfies Actions;
}
