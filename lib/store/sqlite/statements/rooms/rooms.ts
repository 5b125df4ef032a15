import type { RoomRole } from "../../../../protocol/model.ts";
import type {
  Entry,
  MemberChangeResult,
  ModerationRecord,
  NewNotice,
  StoredRoom,
  StoredRoomChanges,
  StoredRoomWithMembers,
} from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { insertMember } from "./membership.ts";
import { appendNotice, recordAction } from "../messages/notices.ts";
import { GUEST_COLUMN } from "../messages/row_mapping.ts";

export function createRoom(
  db: Database,
  room: Omit<StoredRoom, "seq" | "rev">,
  members: { account: string; role: RoomRole }[],
  notice?: NewNotice,
): { kind: "ok"; entries: Entry[] } | { kind: "taken" } {
  const created = db.prepare(`
    INSERT INTO rooms (id, name, kind, topic, archived, slow, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`)
    .run(
      room.id,
      room.name,
      room.kind,
      room.topic,
      Number(room.archived),
      room.slow,
      room.createdAt,
    );
  if (created === 0) return { kind: "taken" };
  for (const { account, role } of members) {
    insertMember(db, room.id, account, role, room.createdAt);
  }
  return { kind: "ok", entries: notice ? [appendNotice(db, notice)] : [] };
}

export function updateRoom(
  db: Database,
  room: string,
  changes: StoredRoomChanges,
  record: ModerationRecord,
): MemberChangeResult {
  const { name, topic, archived, slow } = changes;
  const changed = db.prepare(`
    UPDATE rooms SET name = coalesce(?, name), topic = coalesce(?, topic),
      archived = coalesce(?, archived), slow = coalesce(?, slow)
    WHERE id = ? AND deleted_at IS NULL`)
    .run(
      name ?? null,
      topic ?? null,
      archived === undefined ? null : Number(archived),
      slow ?? null,
      room,
    );
  return changed === 0 ? { kind: "absent" } : recordAction(db, record);
}

export function listRooms(db: Database): StoredRoomWithMembers[] {
  const rooms = db.prepare<Omit<StoredRoom, "archived"> & { archived: number; activeAt: number }>(`
    SELECT id, name, kind, topic, archived, slow, seq, rev, created_at AS createdAt,
      coalesce((SELECT at FROM messages WHERE room = rooms.id AND messages.seq = rooms.seq), created_at)
        AS activeAt
    FROM rooms WHERE deleted_at IS NULL ORDER BY created_at, id`)
    .all();
  const members = groupByRoom(
    db.prepare<{ room: string; account: string; name: string; guest: number; role: RoomRole }>(`
      SELECT room, account, accounts.name, ${GUEST_COLUMN}, members.role
      FROM members JOIN accounts ON accounts.id = account ORDER BY since, account`).all(),
  );
  const bans = groupByRoom(
    db.prepare<{ room: string; account: string }>("SELECT room, account FROM bans").all(),
  );
  const mutes = groupByRoom(
    db.prepare<{ room: string; account: string; until: number }>(
      "SELECT room, account, until FROM mutes",
    ).all(),
  );
  return rooms.map((room) => ({
    ...room,
    archived: room.archived === 1,
    members: members(room.id).map(({ guest, ...member }) => ({
      ...member,
      ...(guest ? { guest: true as const } : {}),
    })),
    bans: bans(room.id).map(({ account }) => account),
    mutes: mutes(room.id),
  }));
}

function groupByRoom<T extends { room: string }>(rows: T[]): (room: string) => Omit<T, "room">[] {
  const groups = Map.groupBy(rows, ({ room }) => room);
  return (room) => (groups.get(room) ?? []).map(({ room: _, ...row }) => row);
}
