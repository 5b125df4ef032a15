const SLASH_COMMAND = /^\/([a-z]+)(?:\s+([^]*))?$/i;

/** The command that a text is, known or not, and what is after it; `/etc/hosts` and `//x` are none. */
export function parseSlashCommand(text: string): { name: string; rest: string } | undefined {
  const [, name, rest = ""] = SLASH_COMMAND.exec(text) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), rest: rest.trim() };
}

/** What is sent for a text: a slash at the beginning is written twice. */
export function unescapeSlash(text: string): string {
  return text.startsWith("//") ? text.slice(1) : text;
}
