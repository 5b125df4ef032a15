export type DriverChoice = "auto" | "db" | "node";
export type SqlValue = string | number | null;
export type SqlRow = Record<string, SqlValue>;

/** The native library of @db/sqlite, checked by the caller, or why it is not to be loaded. */
export type NativeLibrary = { path: string } | { problem: string };

/** A prepared statement; parameters are positional. */
export interface Statement<R = SqlRow> {
  /** Runs to the end and says how many rows the statement changed. */
  run(...values: SqlValue[]): number;
  get(...values: SqlValue[]): R | undefined;
  all(...values: SqlValue[]): R[];
}

/** All that Parley needs of a synchronous SQLite. */
export interface Database {
  exec(sql: string): void;
  /** Prepared once for each text, and kept until the database is closed. */
  prepare<R = SqlRow>(sql: string): Statement<R>;
  close(): void;
}

/** One SQLite library. Integers beyond 2^53 are not for it: times and counters stay below. */
export interface Driver {
  readonly id: "db" | "node";
  /** The module that it comes from. */
  readonly name: string;
  /** Opens a file, and creates it unless `readOnly`. */
  open(file: string, readOnly: boolean): Database;
}

/** A library's own database, before `database()` evens out where libraries differ. */
export interface RawDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

/** Gives a library's database what all share: kept statements, and the same values refused. */
export function wrapDatabase(raw: RawDatabase): Database {
  const statements = new Map<string, Statement>();
  return {
    exec: (sql) => void raw.exec(sql),
    prepare<R>(sql: string) {
      let statement = statements.get(sql);
      if (!statement) statements.set(sql, statement = withCheckedValues(raw.prepare(sql)));
      return statement as Statement<R>;
    },
    close: () => void raw.close(),
  };
}

function withCheckedValues(statement: Statement): Statement {
  const guarded = <T>(run: (...values: SqlValue[]) => T) => (...values: SqlValue[]): T => {
    values.forEach(assertStorable);
    return run(...values);
  };
  return {
    run: guarded(statement.run),
    get: guarded(statement.get),
    all: guarded(statement.all),
  };
}

// Libraries cut text at U+0000, replace lone surrogates, and disagree about booleans and undefined.
function assertStorable(value: SqlValue): void {
  if (typeof value === "number" || value === null) return;
  if (typeof value !== "string") throw new TypeError(`a ${typeof value} cannot be stored`);
  if (value.includes("\0")) throw new TypeError("text with U+0000 cannot be stored");
  if (!value.isWellFormed()) throw new TypeError("text with lone surrogates cannot be stored");
}
