import type { Account } from "../../../protocol/model.ts";
import type { Who } from "../command_line/arguments.ts";
import type { PrivateFiles } from "../files/secret_files.ts";

/** A signed-in account on a server. */
export interface Session {
  account: Account;
  /** The cookie that proves it, as in `session=…`; good for as long as the server keeps its session. */
  cookie: string;
  /** The cookie by which the account knows this terminal when the session has ended. */
  device?: string;
  /** The room that one was in last. */
  room?: { id: string; name: string };
}

/** What is kept of one server. */
interface Kept {
  /** Whose session it is when nobody is named. */
  current?: string;
  sessions: Record<string, Session>;
}

/** The sessions that are remembered of one server. */
export interface Sessions {
  /** The session of someone, or of whoever signed in last. */
  find(who?: Who): Session | undefined;
  /** Remembers a session; it is the current one when it is to be, or when there is no other. */
  keep(who: Who, session: Session, isCurrent: boolean): void;
  /** Remembers the room that one is in. */
  keepRoom(session: Session, room: { id: string; name: string }): void;
  /** Forgets a session that has ended. */
  forget(session: Session): void;
}

/** Opens what is remembered of a server. A file that cannot be understood counts as none. */
export function openSessions(files: PrivateFiles, origin: string): Sessions {
  const name = `${origin.replace(/[^a-z0-9.-]+/g, "_")}.json`;

  // Read anew each time, since other terminals write it, too.
  function change(edit: (kept: Kept) => void): void {
    const kept = read();
    edit(kept);
    files.write(name, JSON.stringify(kept, null, 2) + "\n");
  }

  function read(): Kept {
    const empty = { sessions: {} };
    try {
      const kept: unknown = JSON.parse(files.read(name) ?? "null");
      return isKept(kept) ? kept : empty;
    } catch (error) {
      if (error instanceof SyntaxError) return empty;
      throw error;
    }
  }

  function keyIn({ sessions }: Kept, { cookie }: Session): string | undefined {
    return Object.keys(sessions).find((key) => sessions[key]?.cookie === cookie);
  }

  return {
    find(who) {
      const { current, sessions } = read();
      const key = who ? keyOf(who) : current;
      return key !== undefined && Object.hasOwn(sessions, key) ? sessions[key] : undefined;
    },
    keep: (who, session, isCurrent) =>
      change((kept) => {
        const key = keyOf(who);
        kept.sessions[key] = session;
        if (isCurrent || kept.current === undefined) kept.current = key;
      }),
    keepRoom: (session, room) =>
      change((kept) => {
        const key = keyIn(kept, session);
        if (key !== undefined) kept.sessions[key]!.room = room;
      }),
    forget: (session) =>
      change((kept) => {
        const key = keyIn(kept, session);
        if (key === undefined) return;
        delete kept.sessions[key];
        if (kept.current === key) delete kept.current;
      }),
  };
}

function keyOf({ kind, name }: Who): string {
  return `${kind} ${name}`;
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const { sessions } = value as Partial<Kept>;
  return typeof sessions === "object" && sessions !== null &&
    Object.values(sessions).every((one) =>
      typeof one?.cookie === "string" && typeof one.account?.id === "string"
    );
}
