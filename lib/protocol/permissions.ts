import type { Account, RoomRole } from "./model.ts";

type AccountRole = Account["role"];

/** Everything that needs a right. */
export const ACTIONS = [
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

export type Action = typeof ACTIONS[number];
export type Role = AccountRole | RoomRole;

const MODERATE = ["slow", "remove", "ban", "mute", "delete others' messages"] as const;
const SPEAK = ["post", "react", "pin", "leave"] as const;
const MANAGE = [
  "mention everyone here",
  "invite",
  "rename",
  "topic",
  "archive",
  "make owners",
] as const;
const TAKE_PART = ["create rooms", "write to people"] as const;

/**
 * What each role brings. One's rights in a room are those of one's account and of one's role there
 * together; the account's own count only in rooms that one may see.
 */
const RIGHTS: Record<Role, readonly Action[]> = {
  member: SPEAK,
  owner: [...SPEAK, ...MANAGE, ...MODERATE],
  client: TAKE_PART,
  operator: [...TAKE_PART, "invite", "mention everyone here", ...MODERATE],
  admin: [
    ...TAKE_PART,
    ...MANAGE,
    ...MODERATE,
    "manage accounts",
    "change settings",
    "read the audit log",
    "delete",
  ],
};

/** Whether a role brings a right. */
export function can(role: Role | undefined, action: Action): boolean {
  return role !== undefined && RIGHTS[role].includes(action);
}

const RANK: Record<AccountRole, number> = { client: 0, operator: 1, admin: 2 };

/** Whether one account's standing on the server shields it from the acts of another. */
export function outranks(target: AccountRole, actor: AccountRole): boolean {
  return RANK[target] > RANK[actor];
}
