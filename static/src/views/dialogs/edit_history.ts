import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { placeOf, saidAt } from "../../state/reactions.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import { dateAndTime, fullTime } from "../../i18n/format/time_format.ts";
import type { Acts } from "../../actions/types.ts";
import { listing } from "../ui/paged_list.ts";
import { contentOf } from "../room/message/message_content.ts";
import { headed } from "../ui/modal.ts";

/** What a message said, from the first time to now. */
export function history(
  open: { room: string; seq: number },
  state: State,
  acts: Acts,
): Vnode {
  const found = saidAt(state, open);
  if (!found) return headed("history", t.deeds.versions, acts, h("p", null, t.messages.isGone));
  const { said } = found;
  const drawn = (content: string) => contentOf({ ...said, content }, state, acts);
  return headed(
    "history",
    t.deeds.versions,
    acts,
    h(
      "div",
      { class: "versions", tabindex: "0", role: "group", "aria-label": t.deeds.versions },
      listing(state.lists.edits, {
        of: placeOf(open),
        row: ({ id, at, content }) => version(id, Date.parse(at), drawn(content)),
        nothing: t.deeds.noVersions,
        more: () => acts.more("edits"),
        again: () => acts.reload("edits"),
      }),
      said.editedAt && h("ul", { class: "rows", key: "now" }, [
        version("now", Date.parse(said.editedAt), drawn(said.content)),
      ]),
    ),
  );
}

function version(key: string, at: number, text: Children): Vnode {
  const when = h("time", {
    datetime: new Date(at).toISOString(),
    title: fullTime(at),
  }, dateAndTime(at));
  return h(
    "li",
    { key, class: "version" },
    h("div", { class: "hint" }, when, key === "now" && ` · ${t.deeds.now}`),
    h("div", { class: "version-content", dir: "auto" }, text),
  );
}
