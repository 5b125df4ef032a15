import { sha256Hex } from "../../lib/ops/sqlite_native_library.ts";

/** @db/sqlite as far as Parley uses it, over the runtime's own SQLite. */
export const DRIVER_MODULE = `
import { DatabaseSync } from "node:sqlite";
export class Database {
  constructor(file, { readonly }) {
    if (!Deno.env.get("DENO_SQLITE_PATH")) throw new Error("no native library was named");
    this.raw = new DatabaseSync(file, { readOnly: readonly });
  }
  exec(sql) { this.raw.exec(sql); }
  prepare(sql) {
    const statement = this.raw.prepare(sql);
    return {
      run: (...values) => Number(statement.run(...values).changes),
      get: (...values) => statement.get(...values),
      all: (...values) => statement.all(...values),
    };
  }
  close() { this.raw.close(); }
}
`;

/** What a registry answers of one version, by path. */
async function bodiesOf(version: string, source: string): Promise<Record<string, string>> {
  const bytes = new TextEncoder().encode(source);
  const file = { size: bytes.length, checksum: `sha256-${await sha256Hex(bytes)}` };
  return {
    "/@db/sqlite/meta.json": JSON.stringify({
      scope: "db",
      name: "sqlite",
      latest: version,
      versions: { [version]: {} },
    }),
    [`/@db/sqlite/${version}_meta.json`]: JSON.stringify({
      manifest: { "/mod.js": file },
      exports: { ".": "./mod.js" },
    }),
    [`/@db/sqlite/${version}/mod.js`]: source,
  };
}

/** A registry on this machine that has this one module, and releases with a native library. */
export interface FakeJsr extends AsyncDisposable {
  url: string;
  /** The folder of the library. */
  releases: string;
  /** The paths that were asked for. */
  asked: string[];
}

/** Serves one version of the module; `published()` is asked for its source every time. */
export function serveFakeJsr(
  version: string,
  library: string,
  published = () => DRIVER_MODULE,
): FakeJsr {
  const asked: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async ({ url }) => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      const body = pathname.startsWith("/releases/")
        ? library
        : (await bodiesOf(version, published()))[pathname];
      if (body === undefined) return new Response("Not Found", { status: 404 });
      const type = pathname.endsWith(".js") ? "text/javascript" : "application/json";
      return new Response(body, { headers: { "content-type": type } });
    },
  );
  const url = `http://127.0.0.1:${server.addr.port}/`;
  return {
    url,
    releases: `${url}releases/`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
