import type { Vnode } from "../../vdom/h.ts";
import { LIMITS } from "../../../../lib/protocol/limits.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { currentForm, formError, radioGroup, submittingForm, textField } from "../ui/forms.ts";
import { dialogButtons } from "./dialog_buttons.ts";
import { dialogHeading, modal } from "../ui/modal.ts";

/** Makes a room. */
export function createRoomDialog(state: State, actions: Actions): Vnode {
  const form = currentForm(state, "createRoom");
  const { now } = state;
  return modal(
    "create",
    actions,
    submittingForm(
      (read) =>
        actions.createRoom({
          name: read("name").trim(),
          topic: read("topic").trim(),
          kind: read("kind") === "private" ? "private" : "public",
        }),
      {},
      dialogHeading(t.create.title),
      textField(form, {
        name: "name",
        label: t.create.name,
        maxlength: LIMITS.nameChars * 2,
        autocomplete: "off",
        autocapitalize: "sentences",
        enterkeyhint: "done",
      }),
      radioGroup({
        name: "kind",
        label: t.create.kind,
        options: [
          { value: "public", label: t.create.public, hint: t.rooms.publicHint },
          { value: "private", label: t.create.private, hint: t.create.privateHint },
        ],
        chosen: "public",
      }),
      topicField(form),
      formError(form, now),
      dialogButtons(t.create.action, form, now),
    ),
  );
}

/** What a room is for; its maximum is counted in UTF-16 here, in characters by the server. */
export function topicField(form: Parameters<typeof textField>[0], topic = ""): Vnode {
  return textField(form, {
    name: "topic",
    label: t.fields.optional(t.create.topic),
    hint: t.create.topicHint,
    maxlength: LIMITS.topicChars * 2,
    autocomplete: "off",
    autocapitalize: "sentences",
    enterkeyhint: "done",
    mount: (input: HTMLInputElement) => input.value = topic,
  });
}
