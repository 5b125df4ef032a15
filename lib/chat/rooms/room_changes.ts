import type { AuditAction } from "../../protocol/audit_actions.ts";
import type { NoticeEvent } from "../../protocol/model.ts";
import type { Action } from "../../protocol/permissions.ts";
import type { RoomChanges } from "../../store/store.ts";
import type { Room } from "../state/room_registry.ts";

/** The acts that a change is made of: the right that each needs, what it changes, and what it tells. */
export function* actsOf({ name, topic, slow, archived }: RoomChanges): Iterable<RoomAct> {
  if (name !== undefined) {
    yield { action: "rename", kind: "renamed", change: { name }, value: name };
  }
  if (topic !== undefined) {
    yield { action: "topic", kind: "topic", change: { topic }, value: topic };
  }
  if (slow !== undefined) yield { action: "slow", kind: "slowed", change: { slow }, value: slow };
  if (archived !== undefined) {
    yield { action: "archive", kind: archived ? "archived" : "restored", change: { archived } };
  }
}

interface RoomAct {
  action: Action;
  kind: Extract<NoticeEvent["kind"], AuditAction>;
  change: Partial<Pick<Room, "name" | "topic" | "slow" | "archived">>;
  value?: string | number;
}
