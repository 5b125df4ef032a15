import type { Account } from "../../../protocol/model.ts";
import type { AccountSelector } from "../command_line/arguments.ts";
import type { SecretFiles } from "../files/secret_files.ts";

/** A signed-in account on a server. */
export interface SavedSession {
  account: Account;
  /** The cookie that proves it, as in `session=…`; good for as long as the server keeps its session. */
  cookie: string;
  /** The cookie by which the account knows this terminal when the session has ended. */
  device?: string;
  /** The room that one was in last. */
  room?: { id: string; name: string };
}

/** What is kept of one server. */
interface SessionFile {
  /** Whose session it is when nobody is named. */
  current?: string;
  sessions: Record<string, SavedSession>;
}

/** The sessions that are remembered of one server. */
export interface SavedSessions {
  /** The session of an account, by default of the account that signed in last. */
  find(account?: AccountSelector): SavedSession | undefined;
  /** Remembers a session; it is the current one when it is to be, or when there is no other. */
  save(account: AccountSelector, session: SavedSession, isCurrent: boolean): void;
  /** Remembers the room that one is in. */
  saveRoom(session: SavedSession, room: { id: string; name: string }): void;
  /** Forgets a session that has ended. */
  remove(session: SavedSession): void;
}

/** Opens what is remembered of a server. A file that cannot be understood counts as none. */
export function openSavedSessions(files: SecretFiles, origin: string): SavedSessions {
  const name = `${origin.replace(/[^a-z0-9.-]+/g, "_")}.json`;

  // Read anew each time, since other terminals write it, too.
  function update(edit: (file: SessionFile) => void): void {
    const file = read();
    edit(file);
    files.write(name, JSON.stringify(file, null, 2) + "\n");
  }

  function read(): SessionFile {
    const empty = { sessions: {} };
    try {
      const file: unknown = JSON.parse(files.read(name) ?? "null");
      return isSessionFile(file) ? file : empty;
    } catch (error) {
      if (error instanceof SyntaxError) return empty;
      throw error;
    }
  }

  function keyIn({ sessions }: SessionFile, { cookie }: SavedSession): string | undefined {
    return Object.keys(sessions).find((key) => sessions[key]?.cookie === cookie);
  }

  return {
    find(who) {
      const { current, sessions } = read();
      const key = who ? accountKey(who) : current;
      return key !== undefined && Object.hasOwn(sessions, key) ? sessions[key] : undefined;
    },
    save: (who, session, isCurrent) =>
      update((stored) => {
        const key = accountKey(who);
        stored.sessions[key] = session;
        if (isCurrent || stored.current === undefined) stored.current = key;
      }),
    saveRoom: (session, room) =>
      update((stored) => {
        const key = keyIn(stored, session);
        if (key !== undefined) stored.sessions[key]!.room = room;
      }),
    remove: (session) =>
      update((stored) => {
        const key = keyIn(stored, session);
        if (key === undefined) return;
        delete stored.sessions[key];
        if (stored.current === key) delete stored.current;
      }),
  };
}

function accountKey({ kind, name }: AccountSelector): string {
  return `${kind} ${name}`;
}

function isSessionFile(value: unknown): value is SessionFile {
  if (typeof value !== "object" || value === null) return false;
  const { sessions } = value as Partial<SessionFile>;
  return typeof sessions === "object" && sessions !== null &&
    Object.values(sessions).every((session) =>
      typeof session?.cookie === "string" && typeof session.account?.id === "string"
    );
}
