import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { renderMarkdown } from "../markdown/render.ts";
import { canUseCommand, SLASH_COMMANDS } from "../../state/slash_commands.ts";
import { openRoom } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Actions } from "../../actions/types.ts";
import { dialogWithHeading } from "../ui/modal.ts";

/** What one can write: the commands that one may use here, and what signs mean. */
export function formattingHelpDialog(state: State, actions: Actions): Vnode {
  const own = openRoom(state);
  const { help, commands } = t.writing;
  return dialogWithHeading(
    "writing",
    help.title,
    actions,
    own && part(help.commands, [
      SLASH_COMMANDS.filter((name) => canUseCommand(state, own, name)).map((name) =>
        row(`/${name} ${commands[name].use}`.trim(), commands[name].about)
      ),
    ]),
    h("p", { class: "hint" }, help.slash),
    part(help.signs, signs().map((sign) => row(sign, shown(sign)))),
  );
}

function part(title: string, rows: Children): Children {
  return [h("h3", { class: "dialog-part" }, title), h("dl", { class: "writing-help" }, rows)];
}

function row(written: string, means: Children): Vnode {
  return h("div", null, h("dt", null, h("code", null, written)), h("dd", null, means));
}

function signs(): string[] {
  const { samples: words } = t.writing.help;
  return [
    `**${words.bold}**`,
    `_${words.italic}_`,
    `~~${words.strike}~~`,
    `\`${words.code}\``,
    `> ${words.quote}`,
    `- ${words.list}`,
    `[${words.link}](https://a.example)`,
    ":wave:",
  ];
}

function shown(sign: string): Children {
  if (sign === ":wave:") return "👋";
  return h("span", { class: "content" }, [
    renderMarkdown(sign, { me: "", nameOf: () => undefined, copy: () => {} }),
  ]);
}
