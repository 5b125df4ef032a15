import type { Confirmation, PersonRef } from "../state/dialogs.ts";
import { t } from "../i18n/secondary.ts";
import { type ActionContext, runAction, showToast, submitForm } from "./context.ts";

export interface ModerationActions {
  /** Does what was asked about. */
  confirm(action: Confirmation): Promise<void>;
  /** Keeps someone from writing for some minutes; 0 ends it. */
  mute(room: string, person: PersonRef, minutes: number): Promise<void>;
  liftBan(room: string, person: PersonRef): Promise<void>;
  unblock(person: PersonRef): Promise<void>;
  enable(person: PersonRef): Promise<void>;
}

/** What one does to people, rooms and messages, with the right to. */
export function moderationActions(context: ActionContext): ModerationActions {
  const { store, api } = context;
  const ask = (action: Confirmation) => doing(context, action);
  return {
    confirm: (action) =>
      submitForm(context, "confirm", async () => {
        const message = await ask(action);
        // A link that is shown once takes the place of the question.
        if (store.state.dialog?.kind === "confirm") {
          store.dispatch({ type: "dialog", dialog: undefined });
        }
        if (message) showToast(context, message);
      }),
    async mute(room, person, minutes) {
      await runAction(context, async () => {
        await api.mute(room, person.id, minutes);
        showToast(
          context,
          minutes > 0 ? t.done.muted(person.name, minutes) : t.done.unmuted(person.name),
        );
      });
    },
    async liftBan(room, person) {
      await runAction(context, async () => {
        await api.ban(room, person.id, false);
        store.dispatch({ type: "listChanged", list: "bans", id: person.id, changes: undefined });
      });
    },
    async unblock(person) {
      await runAction(context, async () => {
        await api.block(person.id, false);
        store.dispatch({ type: "listChanged", list: "blocked", id: person.id, changes: undefined });
      });
    },
    async enable(person) {
      await runAction(context, async () => {
        const changes = await api.updateAccount(person.id, { disabled: false });
        store.dispatch({ type: "listChanged", list: "accounts", id: person.id, changes });
      });
    },
  };
}

/** Does it, and returns the sentence to say when nothing else shows that it was done. */
async function doing(
  { store, api, session }: ActionContext,
  action: Confirmation,
): Promise<string | void> {
  const gone = (list: "members" | "accounts", id: string) =>
    store.dispatch({ type: "listChanged", list, id, changes: undefined });
  switch (action.kind) {
    case "leave":
      return await api.leaveRoom(action.room);
    case "hide":
      return await api.hideRoom(action.room);
    case "deleteRoom":
      return await api.deleteRoom(action.room);
    case "archive":
    case "restore": {
      const room = await api.updateRoom(action.room, { archived: action.kind === "archive" });
      store.dispatch({ type: "room", room });
      return;
    }
    case "remove":
    case "ban":
      if (action.kind === "ban") await api.ban(action.room, action.person.id, true);
      else await api.remove(action.room, action.person.id);
      return gone("members", action.person.id);
    case "member": {
      const { room, person, role: roomRole } = action;
      await api.setRoomRole(room, person.id, roomRole);
      store.dispatch({
        type: "listChanged",
        list: "members",
        id: person.id,
        changes: { roomRole },
      });
      return;
    }
    case "block":
      await api.block(action.person.id, true);
      store.dispatch({ type: "listAsked", list: "blocked", subject: "", query: "" });
      store.dispatch({
        type: "listed",
        list: "blocked",
        subject: "",
        query: "",
        after: undefined,
        ...await api.blocked(),
      });
      return t.done.blocked(action.person.name);
    case "delete":
      return void session.client?.delete(action.room, action.seq);
    case "role":
    case "disable": {
      const { id } = action.person;
      const wanted = action.kind === "role" ? { role: action.role } : { disabled: true };
      const changes = await api.updateAccount(id, wanted);
      store.dispatch({ type: "listChanged", list: "accounts", id, changes });
      return;
    }
    case "erase":
      await api.deleteAccount(action.person.id);
      return gone("accounts", action.person.id);
    case "relink": {
      const path = await api.resetLink(action.person.id);
      const url = new URL(path, location.origin).href;
      store.dispatch({ type: "dialog", dialog: { kind: "link", person: action.person, url } });
      return;
    }
    case "endOthers":
      await api.endOthers();
      store.dispatch({
        type: "listed",
        list: "devices",
        subject: "",
        query: "",
        after: undefined,
        ...await api.devices(),
      });
      return t.done.endedOthers;
  }
}
