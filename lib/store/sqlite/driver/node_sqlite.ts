import { type Driver, type SqlRow, type Statement, wrapDatabase } from "./driver.ts";

/**
 * The runtime's own SQLite.
 * @throws when the runtime has none.
 */
export async function loadNodeSqlite(): Promise<Driver> {
  const { DatabaseSync } = await import("node:sqlite");
  return {
    id: "node",
    name: "node:sqlite",
    open(file, readOnly) {
      const raw = new DatabaseSync(file, { readOnly });
      return wrapDatabase({
        exec: (sql) => raw.exec(sql),
        prepare(sql): Statement {
          const statement = raw.prepare(sql);
          return {
            run: (...values) => Number(statement.run(...values).changes),
            get: (...values) => statement.get(...values) as SqlRow | undefined,
            all: (...values) => statement.all(...values) as SqlRow[],
          };
        },
        close: () => raw.close(),
      });
    },
  };
}
