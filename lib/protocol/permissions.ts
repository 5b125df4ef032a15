import type { Account, RoomRole } from "./model.ts";

type AccountRole = Account["role"];

/** Everything that needs a right. */
export const PERMISSIONS = [
  "post",
  "react",
  "pin",
  "mention everyone here",
  "invite",
  "leave",
  "rename",
  "topic",
  "archive",
  "delete",
  "slow",
  "remove",
  "ban",
  "mute",
  "delete others' messages",
  "make owners",
  "create rooms",
  "write to people",
  "manage accounts",
  "change settings",
  "read the audit log",
] as const;

export type Permission = typeof PERMISSIONS[number];
export type Role = AccountRole | RoomRole;

const MODERATION_PERMISSIONS = [
  "slow",
  "remove",
  "ban",
  "mute",
  "delete others' messages",
] as const;
const MEMBER_PERMISSIONS = ["post", "react", "pin", "leave"] as const;
const ROOM_MANAGEMENT_PERMISSIONS = [
  "mention everyone here",
  "invite",
  "rename",
  "topic",
  "archive",
  "make owners",
] as const;
const ACCOUNT_PERMISSIONS = ["create rooms", "write to people"] as const;

/**
 * What each role brings. One's rights in a room are those of one's account and of one's role there
 * together; the account's own count only in rooms that one may see.
 */
const PERMISSIONS_BY_ROLE: Record<Role, readonly Permission[]> = {
  member: MEMBER_PERMISSIONS,
  owner: [...MEMBER_PERMISSIONS, ...ROOM_MANAGEMENT_PERMISSIONS, ...MODERATION_PERMISSIONS],
  client: ACCOUNT_PERMISSIONS,
  operator: [...ACCOUNT_PERMISSIONS, "invite", "mention everyone here", ...MODERATION_PERMISSIONS],
  admin: [
    ...ACCOUNT_PERMISSIONS,
    ...ROOM_MANAGEMENT_PERMISSIONS,
    ...MODERATION_PERMISSIONS,
    "manage accounts",
    "change settings",
    "read the audit log",
    "delete",
  ],
};

/** Whether a role brings a right. */
export function hasPermission(role: Role | undefined, permission: Permission): boolean {
  return role !== undefined && PERMISSIONS_BY_ROLE[role].includes(permission);
}

const ACCOUNT_ROLE_RANK: Record<AccountRole, number> = { client: 0, operator: 1, admin: 2 };

/** Whether one account's standing on the server shields it from the acts of another. */
export function outranks(target: AccountRole, actor: AccountRole): boolean {
  return ACCOUNT_ROLE_RANK[target] > ACCOUNT_ROLE_RANK[actor];
}
