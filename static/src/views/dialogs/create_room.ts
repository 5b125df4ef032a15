import type { Vnode } from "../../vdom/h.ts";
import { LIMITS } from "../../../../lib/protocol/limits.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Acts } from "../../actions/types.ts";
import { choice, field, formError, formFor, formOf } from "../ui/forms.ts";
import { buttons } from "./dialog_buttons.ts";
import { heading, modal } from "../ui/modal.ts";

/** Makes a room. */
export function create(state: State, acts: Acts): Vnode {
  const form = formOf(state, "createRoom");
  const { now } = state;
  return modal(
    "create",
    acts,
    formFor(
      (read) =>
        acts.createRoom({
          name: read("name").trim(),
          topic: read("topic").trim(),
          kind: read("kind") === "private" ? "private" : "public",
        }),
      {},
      heading(t.create.title),
      field(form, {
        name: "name",
        label: t.create.name,
        maxlength: LIMITS.nameChars * 2,
        autocomplete: "off",
        autocapitalize: "sentences",
        enterkeyhint: "done",
      }),
      choice({
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
      buttons(t.create.action, form, now),
    ),
  );
}

/** What a room is for; its maximum is counted in UTF-16 here, in characters by the server. */
export function topicField(form: Parameters<typeof field>[0], topic = ""): Vnode {
  return field(form, {
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
