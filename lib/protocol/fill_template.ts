import type { ErrorParams } from "./error_reasons.ts";

/** Puts values in the place of their names in braces. */
export function fillTemplate(template: string, params: ErrorParams): string {
  return template.replace(/\{(\w+)\}/g, (braces, name) => String(params[name] ?? braces));
}
