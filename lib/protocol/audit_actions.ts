/** What the audit log tells of, as stored; every client has a text for each. */
export const AUDIT_ACTIONS = [
  "set up",
  "role",
  "disabled",
  "enabled",
  "account deleted",
  "password link",
  "setting",
  "key rotated",
  "renamed",
  "topic",
  "archived",
  "room deleted",
  "restored",
  "removed",
  "banned",
  "unbanned",
  "muted",
  "unmuted",
  "slowed",
  "promoted",
  "demoted",
  "deleted",
  "invited",
  "revoked",
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
