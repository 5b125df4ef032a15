import { LOBBY_ID } from "../../../../lib/protocol/lobby.ts";
import { h, type Vnode } from "../../vdom/h.ts";
import { LIMITS } from "../../../../lib/protocol/limits.ts";
import type { Room } from "../../../../lib/protocol/model.ts";
import type { RoomChanges } from "../../net/api/rooms.ts";
import { canIn } from "../../state/viewer_permissions.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, selectField, submittingForm, textField } from "../ui/forms.ts";
import { button } from "../ui/buttons.ts";
import { topicField } from "./create_room.ts";
import { dialogButtons } from "./dialog_buttons.ts";
import { dialogHeading, modal } from "../ui/modal.ts";

/** Seconds between two messages that one may choose from. */
const SLOW_MODE_SECONDS = [5, 15, 30, 60, 5 * 60, 15 * 60, 60 * 60];

/** Changes a room: of its name, topic and pace what one may. */
export function roomSettingsDialog(room: Room, state: State, actions: Actions): Vnode {
  const form = currentForm(state, "updateRoom");
  const right = (action: Parameters<typeof canIn>[2]) => canIn(state, room, action);
  const { id, name, archived } = room;
  const kind = archived ? "restore" : "archive";
  return modal(
    "settings",
    actions,
    submittingForm(
      (read) => {
        const changes = changesOf(room, {
          ...(right("rename") ? { name: read("name").trim() } : {}),
          ...(right("topic") ? { topic: read("topic").trim() } : {}),
          ...(right("slow") ? { slow: Number(read("slow")) } : {}),
        });
        if (Object.keys(changes).length === 0) actions.dialog(undefined);
        else actions.updateRoom(id, changes);
      },
      {},
      dialogHeading(t.settings.title),
      right("rename") && textField(form, {
        name: "name",
        label: t.create.name,
        maxlength: LIMITS.nameChars * 2,
        autocomplete: "off",
        enterkeyhint: "done",
        mount: (input: HTMLInputElement) => input.value = name,
      }),
      right("topic") && topicField(form, room.topic),
      right("slow") && slowPicker(room.slow),
      right("archive") && h("div", null, [
        button(
          archived ? t.settings.restore : t.settings.archive,
          () => actions.dialog({ kind: "confirm", confirmation: { kind, room: id, name } }),
          "small",
        ),
        right("delete") && id !== LOBBY_ID && button(
          t.settings.delete,
          () =>
            actions.dialog({
              kind: "confirm",
              confirmation: { kind: "deleteRoom", room: id, name },
            }),
          "danger",
        ),
      ]),
      formError(form, state.now),
      dialogButtons(t.save, form, state.now),
    ),
  );
}

function slowPicker(chosen: number): Vnode {
  const values = [...new Set([...SLOW_MODE_SECONDS, chosen])].filter((value) => value > 0)
    .sort((a, b) => a - b);
  return selectField({
    name: "slow",
    label: t.settings.slow,
    hint: t.settings.slowHint,
    options: [
      { value: 0, label: t.settings.off },
      ...values.map((value) => ({ value, label: t.settings.every(value) })),
    ],
    chosen,
  });
}

/** Only what is another than before: each change is told in the room. */
function changesOf(room: Room, wanted: RoomChanges): RoomChanges {
  const changed = Object.entries(wanted).filter(([key, value]) =>
    room[key as keyof Room] !== value
  );
  return Object.fromEntries(changed);
}
