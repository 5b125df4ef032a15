import { type Driver, type NativeLibrary, type RawDatabase, wrapDatabase } from "./driver.ts";

/** The part of @db/sqlite that is used. */
interface SqliteModule {
  Database: new (
    file: string,
    options: { readonly: boolean; int64: true; parseJson: false; unsafeConcurrency: true },
  ) => RawDatabase;
}

/** What it asks the environment for. */
const DRIVER_VARIABLES = ["DENO_SQLITE_PATH", "DENO_SQLITE_LOCAL"];

/**
 * @db/sqlite, a SQLite through FFI, over a native library that the caller has checked.
 * @throws when a permission is missing, or it cannot be loaded.
 */
export async function loadDbSqlite(native: NativeLibrary): Promise<Driver> {
  if ("problem" in native) throw new Error(native.problem);
  const missing = NEEDED_PERMISSIONS.find((permission) =>
    Deno.permissions.querySync(permission).state !== "granted"
  );
  // Asked first, because a prompt would stop this thread, the deadline of its caller included.
  if (missing) {
    throw new Error(`it is not granted ${Object.values(missing).filter(Boolean).join(" ")}`);
  }
  // Only the environment can tell the library where its native part is, so it is touched here and not in
  // lib/ops/config.ts. It stays as it is, since several threads of one process load the library.
  Deno.env.delete("DENO_SQLITE_LOCAL");
  Deno.env.set("DENO_SQLITE_PATH", native.path);
  const { Database } = await importModule();
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
      return wrapDatabase({
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
function importModule(): Promise<SqliteModule> {
  return import(["@db", "sqlite"].join("/"));
}

const NEEDED_PERMISSIONS: readonly Deno.PermissionDescriptor[] = [
  // All of it: what is done with pointers is not covered by the path of a library.
  { name: "ffi" },
  ...DRIVER_VARIABLES.map((variable) => ({ name: "env", variable }) as const),
];
