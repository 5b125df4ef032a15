import { assert, assertEquals } from "./helpers/assert.ts";

const ROOT = new URL("../", import.meta.url);

/**
 * Words that once named five things each, and what the field calls them: no file and no identifier has
 * them as a part of its name.
 */
const RETIRED: Readonly<Record<string, string>> = {
  acts: "actions",
  attendance: "presence",
  deed: "action, operation or confirmation",
  deeds: "statements, operations or message actions",
  door: "auth page",
  doors: "auth pages",
  dress: "apply preferences",
  gist: "excerpt",
  guess: "estimate",
  hear: "receive",
  heard: "received",
  knowing: "notifications",
  lane: "worker client",
  patience: "timeout, or delay",
  refusal: "error",
  refusals: "errors",
  refuse: "throw an error",
  shelf: "storage",
  sought: "query",
  stance: "view",
  turns: "semaphore",
  voice: "posting policy",
  whisper: "transient event",
};

/** Texts, which have words and no vocabulary. */
const TEXTS = /^static\/src\/i18n\/(en|de)\//;

async function* sources(): AsyncGenerator<{ path: string; source: string }> {
  yield { path: "main.ts", source: await Deno.readTextFile(new URL("main.ts", ROOT)) };
  for (const folder of ["lib/", "routes/", "static/src/"]) yield* walk(folder);
}

async function* walk(folder: string): AsyncGenerator<{ path: string; source: string }> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    const path = folder + name;
    if (isDirectory) yield* walk(`${path}/`);
    else if (name.endsWith(".ts")) {
      yield { path, source: await Deno.readTextFile(new URL(path, ROOT)) };
    }
  }
}

/** The words of a name: `listenForFileDrop`, `MAX_FRAME_CHARS`, `room_registry.ts`. */
function wordsOf(name: string): string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z]+/);
}

/** Code without its comments and texts. */
function codeOf(source: string): string {
  return source
    .replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""')
    .replace(/`(?:[^`\\$]|\\.|\$(?!\{))*`/g, "``");
}

Deno.test("no file has a retired word in its name", async () => {
  const wrong: string[] = [];
  for await (const { path } of sources()) {
    const [word] = wordsOf(path).filter((word) => word in RETIRED);
    if (word) wrong.push(`${path}: ${word} is ${RETIRED[word]}`);
  }
  assertEquals(wrong, []);
});

Deno.test("no identifier has a retired word in it", async () => {
  const wrong = new Set<string>();
  let checked = 0;
  for await (const { path, source } of sources()) {
    for (const [name] of codeOf(source).matchAll(/[A-Za-z_$][\w$]*/g)) {
      checked++;
      const [word] = wordsOf(name).filter((word) => Object.hasOwn(RETIRED, word));
      if (word) wrong.add(`${path}: ${name} (${RETIRED[word]})`);
    }
  }
  assert(checked > 50_000, `${checked} names`);
  assertEquals([...wrong].sort(), []);
});

Deno.test("no exported name stands in three files", async () => {
  const files = new Map<string, string[]>();
  const pattern = /^export (?:async )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm;
  for await (const { path, source } of sources()) {
    if (TEXTS.test(path)) continue;
    for (const [, name] of source.matchAll(pattern)) {
      files.set(name!, [...files.get(name!) ?? [], path]);
    }
  }
  // `t` is what the page says, typed by what is loaded: at first, later, and for the auth pages.
  files.delete("t");
  const wrong = [...files].filter(([, paths]) => new Set(paths).size > 2);
  assertEquals(wrong, []);
});

Deno.test("every constant says its subject", async () => {
  // What these are of, their file says, and there is one of each.
  const whole = ["LIMITS", "LANGUAGES", "PERMISSIONS"];
  const wrong: string[] = [];
  for await (const { path, source } of sources()) {
    for (const [, name] of source.matchAll(/^(?:export )?const ([A-Z][A-Z0-9]*)\b(?!_)/gm)) {
      if (!whole.includes(name!)) wrong.push(`${path}: ${name}`);
    }
  }
  assertEquals(wrong, []);
});
