import { newId } from "../../protocol/ids.ts";
import type { AuditAction } from "../../protocol/audit_actions.ts";
import type { NoticeEvent } from "../../protocol/model.ts";
import type { Account, ModerationRecord, NewNotice } from "../../store/store.ts";

/** Kinds of notices that stand in the audit log, too. */
export type AuditedNoticeKind = Extract<NoticeEvent["kind"], AuditAction>;

/** Someone to whom something is done. */
export type NoticeSubject = Pick<Account, "id" | "name">;

/** A notice of what an account did to itself, to a room or to somebody. */
export function createNotice(
  kind: NoticeEvent["kind"],
  room: string,
  by: NoticeSubject,
  at: number,
  { subject = by, value }: { subject?: NoticeSubject; value?: string | number } = {},
): NewNotice {
  const people = [{ id: subject.id, name: subject.name }];
  const event = { kind, people, count: 1, ...(value === undefined ? {} : { value }) };
  return { room, author: by.id, id: newId(), at, event };
}

/** A notice with its line for the audit log. */
export function createModerationRecord(
  kind: AuditedNoticeKind,
  room: string,
  by: NoticeSubject,
  at: number,
  options: { subject?: NoticeSubject; value?: string | number } = {},
): ModerationRecord {
  const { subject, value } = options;
  return {
    notice: createNotice(kind, room, by, at, options),
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
