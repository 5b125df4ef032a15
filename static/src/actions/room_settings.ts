import type { NewRoom, RoomChanges } from "../net/api/rooms.ts";
import { FIRST_PAGE } from "../net/chat_connection.ts";
import { pathOf } from "../state/route.ts";
import { type ActionContext, submitForm } from "./context.ts";
import { checkName } from "./form_validation.ts";

export interface RoomSettingsActions {
  createRoom(room: NewRoom): Promise<void>;
  updateRoom(room: string, changes: RoomChanges): Promise<void>;
}

/** Creates a room, and changes what it is called and how it works. */
export function roomSettingsActions(context: ActionContext): RoomSettingsActions {
  const { store, api, router } = context;
  return {
    createRoom: (request) =>
      submitForm(context, "createRoom", async () => {
        checkName(request.name);
        const room = await api.createRoom(request);
        store.dispatch({ type: "room", room });
        context.session.client?.join(room.id, FIRST_PAGE);
        router.go(pathOf(room.id));
      }),
    updateRoom: (id, changes) =>
      submitForm(context, "updateRoom", async () => {
        if (changes.name !== undefined) checkName(changes.name);
        store.dispatch({ type: "room", room: await api.updateRoom(id, changes) });
        store.dispatch({ type: "dialog", dialog: undefined });
      }),
  };
}
