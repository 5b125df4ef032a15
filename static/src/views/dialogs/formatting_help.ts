import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { format } from "../markdown/render.ts";
import { COMMANDS, mayCall } from "../../state/slash_commands.ts";
import { openRoom } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/secondary.ts";
import type { Acts } from "../../actions/types.ts";
import { headed } from "../ui/modal.ts";

/** What one can write: the commands that one may use here, and what signs mean. */
export function writing(state: State, acts: Acts): Vnode {
  const own = openRoom(state);
  const { help, commands } = t.writing;
  return headed(
    "writing",
    help.title,
    acts,
    own && part(help.commands, [
      COMMANDS.filter((name) => mayCall(state, own, name)).map((name) =>
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
    format(sign, { me: "", nameOf: () => undefined, copy: () => {} }),
  ]);
}
