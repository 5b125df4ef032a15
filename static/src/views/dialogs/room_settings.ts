import { h, type Vnode } from "../../vdom/h.ts";
import { LIMITS } from "../../../../lib/protocol/limits.ts";
import type { Room } from "../../../../lib/protocol/model.ts";
import type { RoomChanges } from "../../net/api/rooms.ts";
import { may } from "../../state/viewer_permissions.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Acts } from "../../actions/types.ts";
import { field, formError, formFor, formOf, picker } from "../ui/forms.ts";
import { button } from "../ui/buttons.ts";
import { topicField } from "./create_room.ts";
import { buttons } from "./dialog_buttons.ts";
import { heading, modal } from "../ui/modal.ts";

/** Seconds between two messages that one may choose from. */
const SLOW = [5, 15, 30, 60, 5 * 60, 15 * 60, 60 * 60];

/** The room that every Parley begins with, and keeps. */
const LOBBY = "lobby";

/** Changes a room: of its name, topic and pace what one may. */
export function settings(room: Room, state: State, acts: Acts): Vnode {
  const form = formOf(state, "updateRoom");
  const right = (action: Parameters<typeof may>[2]) => may(state, room, action);
  const { id, name, archived } = room;
  const kind = archived ? "restore" : "archive";
  return modal(
    "settings",
    acts,
    formFor(
      (read) => {
        const changes = changesOf(room, {
          ...(right("rename") ? { name: read("name").trim() } : {}),
          ...(right("topic") ? { topic: read("topic").trim() } : {}),
          ...(right("slow") ? { slow: Number(read("slow")) } : {}),
        });
        if (Object.keys(changes).length === 0) acts.dialog(undefined);
        else acts.updateRoom(id, changes);
      },
      {},
      heading(t.settings.title),
      right("rename") && field(form, {
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
          () => acts.dialog({ kind: "confirm", deed: { kind, room: id, name } }),
          "small",
        ),
        right("delete") && id !== LOBBY && button(
          t.settings.delete,
          () => acts.dialog({ kind: "confirm", deed: { kind: "deleteRoom", room: id, name } }),
          "danger",
        ),
      ]),
      formError(form, state.now),
      buttons(t.save, form, state.now),
    ),
  );
}

function slowPicker(chosen: number): Vnode {
  const values = [...new Set([...SLOW, chosen])].filter((value) => value > 0)
    .sort((a, b) => a - b);
  return picker({
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
