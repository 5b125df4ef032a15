/** The addresses to try for a room's name: `design-team`, `design-team-2`, … up to `-99`. */
export function* slugCandidates(name: string): Iterable<string> {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 48).replace(/-+$/, "");
  const base = plain || "room";
  if (plain) yield base;
  for (let n = plain ? 2 : 1; n < 100; n++) yield `${base}-${n}`;
}
