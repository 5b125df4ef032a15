import { assert, assertEquals } from "./helpers/assert.ts";

const ROOT = new URL("../", import.meta.url);

/** What each part may import of the others; anything else breaks the direction of the design. */
const MAY: Record<string, string[]> = {
  "lib/util": ["lib/protocol"],
  "lib/protocol": [],
  "lib/client": ["lib/protocol"],
  "lib/ops": ["lib/protocol", "lib/util"],
  "lib/store": ["lib/protocol"],
  "lib/store/sqlite": ["lib/store", "lib/protocol", "lib/util"],
  "lib/auth": ["lib/store", "lib/protocol", "lib/ops", "lib/util"],
  "lib/files": ["lib/store", "lib/protocol", "lib/ops", "lib/util"],
  "lib/cli": [
    "lib/client",
    "lib/auth",
    "lib/store",
    "lib/store/sqlite",
    "lib/protocol",
    "lib/ops",
    "lib/util",
  ],
  "lib/chat": ["lib/store", "lib/protocol", "lib/ops", "lib/util"],
  "lib/socket": ["lib/chat", "lib/auth", "lib/store", "lib/protocol", "lib/ops", "lib/util"],
  "routes": [
    "lib/socket",
    "lib/chat",
    "lib/auth",
    "lib/files",
    "lib/store",
    "lib/protocol",
    "lib/ops",
    "lib/util",
  ],
  "static": ["lib/client", "lib/protocol"],
};

/** Packages that a part must not know of, because another part is there for them. */
const MUST_NOT: Record<string, RegExp> = {
  "lib/protocol": /^(hono|@db|node:)/,
  "lib/client": /^(hono|zod|@db|node:)/,
  "lib/chat": /^(hono|@db|node:)/,
  "lib/socket": /^(hono|@db|node:)/,
  "lib/files": /^(hono|@db)/,
  "lib/store": /^(hono|@db|node:)/,
  "routes": /^(@db|node:)/,
  "static": /^(hono|zod|@db|node:)/,
};

/** Programs of their own, and the driver whose native library is told through the environment. */
const READS_ENVIRONMENT = [
  "lib/ops/permission_flags.ts",
  "lib/cli/account/account_cli.ts",
  "lib/cli/chat/chat_permission_flags.ts",
  "lib/cli/driver/fetch_sqlite_driver.ts",
  "lib/cli/chat/environment.ts",
  "lib/store/sqlite/driver/db_sqlite.ts",
];

const ADAPTERS = /^lib\/(store\/sqlite\/|files\/disk_blob_store\.ts)/;

/** Programs of their own: they put the parts together, as main does. */
const KNOWS_ADAPTERS = /^lib\/(store\/sqlite|cli)\//;

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
  isDynamic: boolean;
}

async function* walk(dir: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(dir, ROOT))) {
    if (isDirectory) {
      if (name !== "dist") yield* walk(`${dir}${name}/`);
    } else if (name.endsWith(".ts")) yield dir + name;
  }
}

async function importsOf(file: string): Promise<Import[]> {
  const source = await Deno.readTextFile(new URL(file, ROOT));
  const pattern =
    /^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|import\("([^"]+)"\)/gm;
  return Array.from(source.matchAll(pattern), (match) => {
    const specifier = match[2] ?? match[3]!;
    const isLocal = specifier.startsWith(".");
    const url = isLocal ? new URL(specifier, new URL(file, ROOT)).href : specifier;
    return {
      file,
      target: isLocal ? url.slice(ROOT.href.length) : url,
      typeOnly: !!match[1],
      isDynamic: match[3] !== undefined,
    };
  });
}

function partOf(path: string): string {
  const parts = Object.keys(MAY).filter((part) => path.startsWith(`${part}/`));
  return parts.sort((a, b) => b.length - a.length)[0] ?? path;
}

async function allImports(): Promise<Import[]> {
  const found: Import[] = [];
  for (const dir of ["lib/", "routes/", "static/"]) {
    for await (const file of walk(dir)) found.push(...await importsOf(file));
  }
  return found;
}

Deno.test("imports point one way", async () => {
  const wrong = (await allImports()).filter(({ file, target }) => {
    const [from, to] = [partOf(file), partOf(target)];
    return to in MAY && from !== to && !MAY[from]?.includes(to);
  });
  assertEquals(wrong.map(({ file, target }) => `${file} → ${target}`), []);
});

/** Folders that import from each other, in however many steps; types count, dynamic imports do not. */
function circlesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reach = (from: string) => {
    const seen = new Set<string>();
    const next = [...edges.get(from) ?? []];
    for (let folder = next.pop(); folder !== undefined; folder = next.pop()) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      next.push(...edges.get(folder) ?? []);
    }
    return seen;
  };
  const reached = new Map([...edges.keys()].map((folder) => [folder, reach(folder)]));
  return [...reached].filter(([folder, all]) => all.has(folder)).map(([folder, all]) =>
    [folder, ...all].filter((other) => reached.get(other)?.has(folder))
  );
}

Deno.test("no folders import in a circle", async () => {
  const edges = new Map<string, Set<string>>();
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));
  for (const { file, target, isDynamic } of await allImports()) {
    const [from, to] = [folderOf(file), folderOf(target)];
    if (isDynamic || from === to || !/^(lib|routes|static\/src)\b/.test(to)) continue;
    edges.set(from, (edges.get(from) ?? new Set()).add(to));
  }
  assert(edges.size > 40, `${edges.size} folders`);
  assertEquals(circlesOf(edges), []);
});

Deno.test("a circle of folders is found", () => {
  const edges = new Map([["a", new Set(["b"])], ["b", new Set(["c"])], ["c", new Set(["a", "d"])]]);
  assertEquals(circlesOf(edges).map((circle) => circle.sort().join("")), ["aabc", "abbc", "abcc"]);
});

Deno.test("each part knows only the packages that are its own", async () => {
  const wrong = (await allImports()).filter(({ file, target, typeOnly }) => {
    // What builds the client is no part of it.
    const part = file === "static/compress.ts" ? file : partOf(file);
    return !typeOnly && !target.includes(".ts") && MUST_NOT[part]?.test(target);
  });
  assertEquals(wrong.map(({ file, target }) => `${file} → ${target}`), []);
});

Deno.test("no part imports main, and only programs and tests know an adapter", async () => {
  const wrong = (await allImports()).filter(({ file, target }) =>
    target === "main.ts" ||
    (ADAPTERS.test(target) && !KNOWS_ADAPTERS.test(file))
  );
  assertEquals(wrong, []);
});

Deno.test("the browser's files need no zod at run time", async () => {
  const imports = await allImports();
  const needsZod = new Set(imports.filter((i) => i.target === "zod").map((i) => i.file));
  const wrong = imports.filter(({ file, target, typeOnly }) =>
    /^(static|lib\/client)\//.test(file) && !typeOnly && needsZod.has(target)
  );
  assertEquals(wrong.map(({ file, target }) => `${file} → ${target}`), []);
});

Deno.test("only config reads the environment", async () => {
  const wrong: string[] = [];
  for (const dir of ["lib/", "routes/"]) {
    for await (const file of walk(dir)) {
      const source = await Deno.readTextFile(new URL(file, ROOT));
      if (/Deno\.env/.test(source) && !READS_ENVIRONMENT.includes(file)) wrong.push(file);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("the walk finds the parts that it guards", async () => {
  const parts = new Set((await allImports()).map(({ file }) => partOf(file)));
  for (const part of ["lib/chat", "lib/socket", "routes"]) assert(parts.has(part), part);
});
