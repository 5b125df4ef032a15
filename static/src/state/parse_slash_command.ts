const CALL = /^\/([a-z]+)(?:\s+([^]*))?$/i;

/** The command that a text is, known or not, and what is after it; `/etc/hosts` and `//x` are none. */
export function commandIn(text: string): { name: string; rest: string } | undefined {
  const [, name, rest = ""] = CALL.exec(text) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), rest: rest.trim() };
}

/** What is sent for a text: a slash at the beginning is written twice. */
export function unslashed(text: string): string {
  return text.startsWith("//") ? text.slice(1) : text;
}
