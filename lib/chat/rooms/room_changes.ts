import type { Permission } from "../../protocol/permissions.ts";
import type { StoredRoomChanges } from "../../store/store.ts";
import type { LiveRoom } from "../state/room_registry.ts";
import type { AuditedNoticeKind } from "./notices.ts";

/** The single changes that a change is made of: the permission that each needs, and the notice it posts. */
export function* splitRoomChanges(
  { name, topic, slow, archived }: StoredRoomChanges,
): Iterable<SingleRoomChange> {
  if (name !== undefined) {
    yield { permission: "rename", noticeKind: "renamed", change: { name }, value: name };
  }
  if (topic !== undefined) {
    yield { permission: "topic", noticeKind: "topic", change: { topic }, value: topic };
  }
  if (slow !== undefined) {
    yield { permission: "slow", noticeKind: "slowed", change: { slow }, value: slow };
  }
  if (archived !== undefined) {
    yield {
      permission: "archive",
      noticeKind: archived ? "archived" : "restored",
      change: { archived },
    };
  }
}

interface SingleRoomChange {
  permission: Permission;
  noticeKind: AuditedNoticeKind;
  change: Partial<Pick<LiveRoom, "name" | "topic" | "slow" | "archived">>;
  value?: string | number;
}
