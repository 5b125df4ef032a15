import type { InlineSpan } from "./inline.ts";

export type Emphasis = "bold" | "italic" | "strike";

const EMPHASIS_OF_MARK: Readonly<Record<string, Emphasis>> = {
  "*": "italic",
  "_": "italic",
  "**": "bold",
  "~~": "strike",
};

interface Opener {
  opens: string;
}

/**
 * Spans, with emphasis around them as far as it is closed. A marker counts for the last one of its kind
 * before it, so that nothing is nested in its own kind, and every span moves a few times at most.
 */
export class EmphasisStack {
  #nodes: (InlineSpan | Opener)[] = [];
  /** Where the openers are among the nodes, by marker. */
  #open = new Map<string, number>();

  add(span: InlineSpan): void {
    if (span !== "") this.#nodes.push(span);
  }

  /** Adds a run of one marker's characters, which may begin emphasis, or end what began before. */
  mark(run: string, opens: boolean, closes: boolean): void {
    const both = run === "***";
    if (!both && !(run in EMPHASIS_OF_MARK)) return this.add(run);
    const markers = both ? ["**", "*"] : [run];
    if (closes && markers.every((marker) => this.#open.has(marker))) {
      const inside = (marker: string) => this.#open.get(marker)!;
      for (const marker of markers.sort((a, b) => inside(b) - inside(a))) this.#close(marker);
    } else if (closes && both && markers.some((marker) => this.#open.has(marker))) {
      const [marker] = markers.filter((marker) => this.#open.has(marker));
      this.#close(marker!);
      this.add(marker === "*" ? "**" : "*");
    } else if (opens) { for (const marker of markers) this.#begin(marker); }
    else this.add(run);
  }

  /** All spans, when the text is at its end. */
  finish(): InlineSpan[] {
    return joined(this.#nodes);
  }

  #begin(marker: string): void {
    this.#open.set(marker, this.#nodes.length);
    this.#nodes.push({ opens: marker });
  }

  #close(marker: string): void {
    const from = this.#open.get(marker)!;
    const [, ...inside] = this.#nodes.splice(from);
    for (const [other, at] of this.#open) if (at >= from) this.#open.delete(other);
    this.#nodes.push({ kind: EMPHASIS_OF_MARK[marker]!, spans: joined(inside) });
  }
}

/** Openers that were not closed are text, and texts that touch are one. */
function joined(nodes: readonly (InlineSpan | Opener)[]): InlineSpan[] {
  const created: InlineSpan[] = [];
  let text = "";
  for (const node of nodes) {
    if (typeof node === "string") text += node;
    else if ("opens" in node) text += node.opens;
    else {
      if (text) created.push(text);
      created.push(node);
      text = "";
    }
  }
  if (text) created.push(text);
  return created;
}
