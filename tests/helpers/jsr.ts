import { sha256 } from "../../lib/ops/native_library.ts";

/** @db/sqlite as far as Parley uses it, over the runtime's own SQLite. */
const MODULE = `
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

/** A registry on this machine that has this one module, and releases with a native library. */
export interface Jsr extends AsyncDisposable {
  url: string;
  /** The folder of the library. */
  releases: string;
  /** The paths that were asked for. */
  asked: string[];
}

export async function serveJsr(version: string, library: string): Promise<Jsr> {
  const bytes = new TextEncoder().encode(MODULE);
  const file = { size: bytes.length, checksum: `sha256-${await sha256(bytes)}` };
  const about = { scope: "db", name: "sqlite", latest: version, versions: { [version]: {} } };
  const bodies: Record<string, string> = {
    "/@db/sqlite/meta.json": JSON.stringify(about),
    [`/@db/sqlite/${version}_meta.json`]: JSON.stringify({
      manifest: { "/mod.js": file },
      exports: { ".": "./mod.js" },
    }),
    [`/@db/sqlite/${version}/mod.js`]: MODULE,
  };
  const asked: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    ({ url }) => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      const body = pathname.startsWith("/releases/") ? library : bodies[pathname];
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
