import type { AuditAction } from "../../../lib/protocol/audit_actions.ts";
import type { NoticeEvent, RoomRole } from "../../../lib/protocol/model.ts";
import type {
  Account,
  AccountCredentials,
  AuditEntry,
  Entry,
  Invite,
  MessageInput,
  ModerationRecord,
  NewNotice,
  Store,
  StoredRoom,
  StoredSession,
  UniqueName,
} from "../../../lib/store/store.ts";

export const LOBBY = "lobby";
/** When all is said that does not say otherwise. */
export const POSTED_AT = 1_700_000_000_456;
export const MINUTE_MS = 60_000;
/** Bounds that nothing in a test exceeds. */
export const UNBOUNDED = { limit: 10_000, bytes: 100_000_000 };

export function account(id: string, over: Partial<Account> = {}): Account {
  const name = `Name of ${id}`;
  return { id, name, role: "client", createdAt: 1_700_000_000_123, disabled: false, ...over };
}

export function uniqueName(id: string): UniqueName {
  return { name: `Name of ${id}`, key: `name-${id}` };
}

export function credentials(id: string): AccountCredentials {
  return { username: id, key: `user-${id}`, password: `password of ${id}` };
}

/** A session that lives from 1,000 to 2,000; its hash is `hash-<id>`. */
export function session(id: string, over: Partial<StoredSession> = {}): StoredSession {
  return {
    id: `session-${id}`,
    hash: `hash-${id}`,
    account: id,
    kind: "device",
    agent: "A browser",
    createdAt: 1_000,
    seenAt: 1_000,
    expiresAt: 2_000,
    ...over,
  };
}

/** Creates guests, each with a session. */
export async function createGuests(store: Store, ...ids: string[]): Promise<void> {
  await Promise.all(ids.map((id) => store.createGuest(account(id), uniqueName(id), session(id))));
}

/** Creates accounts that can sign in, each with a session. */
export async function createAccounts(store: Store, ...ids: string[]): Promise<void> {
  await Promise.all(ids.flatMap((id) => [
    store.createAccount(account(id), uniqueName(id), credentials(id)),
    store.createSession(session(id)),
  ]));
}

export function room(id: string): Omit<StoredRoom, "seq" | "rev"> {
  return {
    id,
    name: `Room ${id}`,
    kind: "private",
    topic: "",
    archived: false,
    slow: 0,
    createdAt: 1_800_000_000_000,
  };
}

/** Creates a room with an owner and members. */
export async function createRoomWith(
  store: Store,
  id: string,
  owner: string,
  ...members: string[]
): Promise<void> {
  await store.createRoom(room(id), [
    { account: owner, role: "owner" },
    ...members.map((account) => ({ account, role: "member" as const })),
  ]);
}

export function messageInput(author: string, id: string, content = id, room = LOBBY): MessageInput {
  return { room, author, id, content, at: POSTED_AT };
}

/** A notice about its author, or about `over.about`. */
export function notice(
  kind: NoticeEvent["kind"],
  author: string,
  id: string,
  to = LOBBY,
  over: { subject?: string; at?: number } = {},
): NewNotice {
  const subject = over.subject ?? author;
  const event = { kind, people: [{ id: subject, name: `Name of ${subject}` }], count: 1 };
  return { room: to, author, id, at: over.at ?? POSTED_AT, event };
}

/** What an act leaves behind: a notice by `author` about someone, and a line for admins. */
export function moderationRecord(
  kind: Extract<NoticeEvent["kind"], AuditAction>,
  author: string,
  subject: string,
  to = LOBBY,
): ModerationRecord {
  return {
    notice: notice(kind, author, `${kind}-${subject}-${recordCount++}`, to, { subject }),
    audit: auditEntry(kind, { actor: author, target: subject, room: to }),
  };
}
let recordCount = 0;

export function auditEntry(action: AuditAction, over: Partial<AuditEntry> = {}): AuditEntry {
  return { at: POSTED_AT, actor: "cli", action, ...over };
}

/** An invite that can be used until 2,000; its hash is `invite-<id>`. */
export function invite(id: string, by: string, over: Partial<Invite> = {}): Invite {
  return {
    id,
    hash: `invite-${id}`,
    room: "den",
    by,
    createdAt: 1_000,
    expiresAt: 2_000,
    used: 0,
    ...over,
  };
}

/** Everything that a room's log holds. */
export async function logOf(store: Store, of = LOBBY): Promise<Entry[]> {
  return (await store.readPage(of, UNBOUNDED)).entries;
}

/** What a room's log says, in order. */
export async function contentsOf(store: Store, of = LOBBY): Promise<string[]> {
  return (await logOf(store, of)).map(({ content }) => content);
}

export async function roomOf(store: Store, id = LOBBY) {
  return (await store.listRooms()).find((one) => one.id === id);
}

/** Who is in a room, and as what, by id. */
export async function membersOf(store: Store, id = LOBBY): Promise<[string, RoomRole][]> {
  const members = (await roomOf(store, id))?.members ?? [];
  return members.map(({ account, role }): [string, RoomRole] => [account, role]).sort();
}
