import type { ActionContext } from "../actions/context.ts";
import type { ListActions } from "../actions/lists.ts";
import type { ListName } from "../state/paged_lists.ts";
import { messageKey } from "../state/reactions.ts";
import { account, openRoom } from "../state/selectors.ts";
import type { State } from "../state/state.ts";
import { canGlobally } from "../state/viewer_permissions.ts";

/** Loads each list when it comes into sight, and again after a reconnect. */
export function startLoadingLists(
  { store }: Pick<ActionContext, "store">,
  lists: Pick<ListActions, "show" | "reload">,
): void {
  const load = (state: State, before?: State) => {
    if (state.session.kind !== "open") return;
    const isBack = state.connection.kind === "online" && before?.connection.kind !== "online";
    const shown = before?.session.kind === "open" ? inSight(before) : [];
    for (const { list, subject } of inSight(state)) {
      const isNew = !shown.some((one) => one.list === list && one.subject === subject);
      const isLoaded = state.lists[list]?.subject === subject;
      if (isNew || (isBack && !isLoaded)) lists.show(list, subject);
      else if (isBack) lists.reload(list);
    }
  };
  load(store.state);
  store.subscribe(load);
}

/** The lists that the page shows, or needs to know what to show. */
function inSight(state: State): { list: ListName; subject: string }[] {
  const { route, detailsOpen, dialog, adminTab } = state;
  const room = openRoom(state)?.room.id;
  const found: { list: ListName; subject: string }[] = [{ list: "blocked", subject: "" }];
  if (room !== undefined) found.push({ list: "pins", subject: room });
  if (dialog?.kind === "history") found.push({ list: "edits", subject: messageKey(dialog) });
  if (route.kind === "saved") found.push({ list: "saved", subject: "" });
  if (route.kind === "rooms") found.push({ list: "rooms", subject: "" });
  if (route.kind === "people") found.push({ list: "people", subject: "" });
  if (route.kind === "search" && route.query !== "") {
    found.push({ list: "searchHits", subject: route.query });
  }
  if (route.kind === "account") found.push({ list: "devices", subject: "" });
  if (
    route.kind === "admin" && adminTab !== "access" &&
    canGlobally(account(state), "manage accounts")
  ) {
    found.push({ list: adminTab, subject: "" });
  }
  if (detailsOpen && room !== undefined) found.push({ list: "members", subject: room });
  if (dialog?.kind === "invite") found.push({ list: "invites", subject: dialog.room });
  return found;
}
