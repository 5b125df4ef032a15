import type { Room } from "../../../lib/protocol/model.ts";
import type { NewRoom, RoomChanges } from "../net/api/rooms.ts";
import { FIRST_PAGE } from "../net/chat_connection.ts";
import type { PersonRef } from "../state/dialogs.ts";
import { pathOf } from "../state/route.ts";
import { type ActionContext, runAction, submitForm } from "./context.ts";
import { checkName } from "./form_validation.ts";

export interface RoomSettingsActions {
  createRoom(room: NewRoom): Promise<void>;
  updateRoom(room: string, changes: RoomChanges): Promise<void>;
  /** Opens the room in which one talks with these people directly. */
  write(people: readonly PersonRef[]): Promise<void>;
  /** Says how much of a room one wants to be told of. */
  setLevel(room: string, level: Room["level"]): Promise<void>;
}

/** Creates rooms, direct ones too, and changes what they are called and how they work. */
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
    async write(people) {
      await runAction(context, async () => {
        const room = await api.direct(people.map(({ id }) => id));
        store.dispatch({ type: "room", room });
        context.session.client?.join(room.id, FIRST_PAGE);
        router.go(pathOf(room.id));
      });
    },
    async setLevel(room, level) {
      // The answer is a line to all devices.
      await runAction(context, () => api.setLevel(room, level));
    },
  };
}
