import type { AuditAction } from "../../../../lib/protocol/audit_actions.ts";
import type { AuditLine } from "../../state/paged_lists.ts";
import { nameWithGuestMark } from "../format/formatters.ts";

/** A line of the audit log, as a sentence. `room` is what its room is called, where one knows it. */
export function auditSentence(line: AuditLine, room = line.room): string {
  const by = line.actor === "cli" ? "The server’s console" : auditName("actor", line) ?? "Somebody";
  const whom = auditName("target", line) ?? line.detail ?? "somebody";
  const where = room ? ` in ${room}` : "";
  const detail = line.detail ?? "";
  const sentences: Record<AuditAction, string> = {
    "set up": `${by} set up this server`,
    "role": `${by} changed the role of ${whom} from ${detail.replace(" → ", " to ")}`,
    "disabled": `${by} disabled ${whom}`,
    "enabled": `${by} enabled ${whom}`,
    "account deleted": `${by} deleted the account of ${detail || whom}`,
    "password link": `${by} made a password link for ${whom}`,
    "setting": `${by} changed a setting: ${detail}`,
    "key rotated": `${by} changed the key that tokens are signed with`,
    "renamed": `${by} named ${room ?? "a room"} “${detail}”`,
    "topic": `${by} set the topic${where}: ${detail || "none"}`,
    "archived": `${by} archived ${room ?? "a room"}`,
    "room deleted": `${by} deleted the room ${detail}`,
    "restored": `${by} opened ${room ?? "a room"} again`,
    "removed": `${by} removed ${whom} from ${room ?? "a room"}`,
    "banned": `${by} banned ${whom} from ${room ?? "a room"}`,
    "unbanned": `${by} lifted the ban on ${whom}${where}`,
    "muted": `${by} muted ${whom}${where} for ${detail} min`,
    "unmuted": `${by} let ${whom} write again${where}`,
    "slowed": `${by} set slow mode${where}: ${detail} s`,
    "promoted": `${by} made ${whom} an owner${where}`,
    "demoted": `${by} made ${whom} a member${where}`,
    "deleted": `${by} deleted a message by ${whom}${where}`,
    "invited": `${by} made an invite${where}`,
    "revoked": `${by} ended an invite${where}`,
  };
  return sentences[line.action] ?? `${by}: ${line.action} ${detail}`.trim();
}

/** What someone of a line is called, with the mark of a guest. */
export function auditName(one: "actor" | "target", line: AuditLine): string | undefined {
  const name = line[`${one}Name`];
  return name && nameWithGuestMark({ name, guest: line[`${one}Guest`] });
}
