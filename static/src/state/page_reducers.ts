import { type AttachmentChange, reduceAttachments } from "./attachments.ts";
import { CLOSED_OVERLAYS } from "./closed_overlays.ts";
import { type ComposerChange, reduceComposer } from "./composer.ts";
import { type ListChange, reduceLists } from "./paged_lists.ts";
import { fadeTyping } from "./presence_and_typing.ts";
import { resetUnreadMarker } from "./read_tracking.ts";
import type { Reducers } from "./reducers.ts";
import * as rooms from "./rooms.ts";
import { searchQueryOf } from "./route.ts";
import { openRoom } from "./selectors.ts";
import type { State } from "./state.ts";

/** Changes of lists, of what the user writes, and of what the page shows. */
export const pageReducers = {
  listAsked: inLists,
  listFailed: inLists,
  listed: inLists,
  listChanged: inLists,
  attached: inAttachments,
  attachment: inAttachments,
  detached: inAttachments,
  sendLater: inAttachments,
  heldOver: inAttachments,
  suggestions: inComposer,
  remark: inComposer,
  picker: inComposer,
  emoji: inComposer,
  draft: (state, action) => ({
    ...state,
    drafts: { ...state.drafts, [action.room]: action.text },
    unpersisted: { ...state.unpersisted, [action.room]: !action.persisted },
  }),
  compose: (state, action) => {
    const { [action.room]: _, ...others } = state.composeTargets;
    const compose = action.compose ? { ...others, [action.room]: action.compose } : others;
    return { ...state, composeTargets: compose };
  },
  named: (state) => state,
  near: (state, action) => {
    const { type: _, ...near } = action;
    return { ...state, focusedMessage: { ...state.focusedMessage, ...near } };
  },
  reveal: (state, action) => {
    const keys = action.keys.map((key) => [key, true] as const);
    return { ...state, revealed: { ...state.revealed, ...Object.fromEntries(keys) } };
  },
  choose: (state, action) => {
    const others = state.selectedPeople.filter(({ id }) => id !== action.person.id);
    return { ...state, selectedPeople: action.chosen ? [...others, action.person] : others };
  },
  prefs: (state, action) => ({ ...state, prefs: action.prefs }),
  searches: (state, action) => ({ ...state, recentSearches: action.queries }),
  visible: (state, action) =>
    action.visible ? { ...state, visible: true } : {
      ...rooms.changeRoom(state, openRoom(state)?.room.id ?? "", resetUnreadMarker),
      visible: false,
    },
  idle: (state, action) => ({ ...state, idle: action.idle }),
  form: (state, action) => ({ ...state, form: action.form }),
  sheet: (state, action) => ({ ...state, roomSheetOpen: action.open }),
  dialog: (state, action) => ({
    ...state,
    ...CLOSED_OVERLAYS,
    roomSheetOpen: state.roomSheetOpen,
    dialog: action.dialog,
    filter: action.dialog ? "" : searchQueryOf(state.route),
  }),
  menu: (state, action) => ({ ...state, menu: action.menu }),
  show: (state, action) => {
    const { type: _, ...shown } = action;
    return { ...state, ...shown };
  },
  notifications: (state, action) => ({
    ...state,
    notifications: { ...state.notifications, ...action.notifications },
  }),
  clock: (state, action) => fadeTyping({ ...state, now: action.now, today: action.today }),
} satisfies Partial<Reducers>;

function inLists(state: State, action: ListChange): State {
  return { ...state, lists: reduceLists(state.lists, action) };
}

function inAttachments(state: State, action: AttachmentChange): State {
  const files = reduceAttachments(state.files, action);
  return files === state.files ? state : { ...state, files };
}

function inComposer(state: State, action: ComposerChange): State {
  return { ...state, composer: reduceComposer(state.composer, action) };
}
