import { database, type Driver, type RawDatabase } from "./driver.ts";

/** The part of @db/sqlite that is used. */
interface Library {
  Database: new (
    file: string,
    options: { readonly: boolean; int64: true; parseJson: false; unsafeConcurrency: true },
  ) => RawDatabase;
}

/**
 * @db/sqlite, a SQLite through FFI. Its native library is downloaded once, into `<dir>/native`
 * unless DENO_DIR or DENO_SQLITE_PATH say where it is.
 * @throws when a permission is missing, or it cannot be fetched or loaded.
 */
export async function loadDb(dir: string): Promise<Driver> {
  const missing = needed(dir).find((one) => Deno.permissions.querySync(one).state !== "granted");
  // Asked first, because a prompt would stop this thread, the deadline of its caller included.
  if (missing) {
    throw new Error(`it is not granted ${Object.values(missing).filter(Boolean).join(" ")}`);
  }
  const { Database } = await withNativeIn(dir, library);
  return {
    id: "db",
    name: "@db/sqlite",
    open(file, readOnly) {
      const raw = new Database(file, {
        readonly: readOnly,
        int64: true,
        parseJson: false,
        // Keeps the column names of a statement: our schema does not change while it is open.
        unsafeConcurrency: true,
      });
      return database({
        exec: (sql) => raw.exec(sql),
        prepare(sql) {
          const statement = raw.prepare(sql);
          return {
            run: (...values) => statement.run(...values),
            get(...values) {
              const row = statement.get(...values);
              // Without parameters the library hands out one and the same object every time.
              return row && { ...row };
            },
            all: (...values) => statement.all(...values),
          };
        },
        close: () => raw.close(),
      });
    },
  };
}

// Computed, so that a machine that cannot reach JSR can still load this file.
function library(): Promise<Library> {
  return import(["@db", "sqlite"].join("/"));
}

function needed(dir: string): Deno.PermissionDescriptor[] {
  const always: Deno.PermissionDescriptor[] = [
    // All of it: what is done with pointers is not covered by the path of a library.
    { name: "ffi" },
    { name: "env", variable: "DENO_SQLITE_PATH" },
    { name: "env", variable: "DENO_SQLITE_LOCAL" },
    { name: "env", variable: "DENO_DIR" },
  ];
  const env = always.every((one) => Deno.permissions.querySync(one).state === "granted");
  if (!env || Deno.env.get("DENO_SQLITE_PATH")) return always;
  const path = Deno.env.get("DENO_DIR") ?? `${dir}/native`;
  return [
    ...always,
    { name: "read", path },
    { name: "write", path },
    { name: "net", host: "github.com" },
    { name: "net", host: "release-assets.githubusercontent.com" },
  ];
}

/**
 * The library looks for its native part in DENO_DIR, where a server may not write; only the
 * environment can tell it of another place. This is why the environment is touched outside of
 * lib/ops/config.ts, and only while the library loads: what we start later must not inherit it.
 */
async function withNativeIn<T>(dir: string, load: () => Promise<T>): Promise<T> {
  if (Deno.env.get("DENO_DIR") || Deno.env.get("DENO_SQLITE_PATH")) return await load();
  Deno.env.set("DENO_DIR", `${dir}/native`);
  try {
    return await load();
  } finally {
    Deno.env.delete("DENO_DIR");
  }
}
