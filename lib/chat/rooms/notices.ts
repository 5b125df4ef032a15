import { newId } from "../../protocol/ids.ts";
import type { AuditAction } from "../../protocol/audit_actions.ts";
import type { NoticeEvent } from "../../protocol/model.ts";
import type { Account, Act, NewNotice } from "../../store/store.ts";

/** Someone to whom an act is done. */
export type Subject = Pick<Account, "id" | "name">;

/** A notice of what an account did to itself, to a room or to somebody. */
export function noticeOf(
  kind: NoticeEvent["kind"],
  room: string,
  by: Subject,
  at: number,
  { subject = by, value }: { subject?: Subject; value?: string | number } = {},
): NewNotice {
  const people = [{ id: subject.id, name: subject.name }];
  const event = { kind, people, count: 1, ...(value === undefined ? {} : { value }) };
  return { room, author: by.id, id: newId(), at, event };
}

/** A notice with its line for the audit log. */
export function actOf(
  kind: Extract<NoticeEvent["kind"], AuditAction>,
  room: string,
  by: Subject,
  at: number,
  about: { subject?: Subject; value?: string | number } = {},
): Act {
  const { subject, value } = about;
  return {
    notice: noticeOf(kind, room, by, at, about),
    audit: {
      at,
      actor: by.id,
      action: kind,
      room,
      ...(subject ? { target: subject.id } : {}),
      ...(value === undefined ? {} : { detail: String(value) }),
    },
  };
}
