import type { AuditAction } from "../../../../lib/protocol/audit_actions.ts";
import type { AuditLine } from "../../state/paged_lists.ts";
import { auditName } from "../en/audit_log.ts";

/** A line of the audit log, as a German sentence. `room` is what its room is called, where one knows it. */
export function audited(line: AuditLine, room = line.room): string {
  const by = line.actor === "cli"
    ? "Die Konsole des Servers"
    : auditName("actor", line) ?? "Jemand";
  const whom = auditName("target", line) ?? line.detail ?? "jemanden";
  const ofWhom = auditName("target", line) ?? line.detail ?? "jemandem";
  const where = room ? ` in ${room}` : "";
  const place = room ?? "einen Raum";
  const detail = line.detail ?? "";
  const sentences: Record<AuditAction, string> = {
    "set up": `${by} hat diesen Server eingerichtet`,
    "role": `${by} hat die Rolle von ${ofWhom} geändert: ${detail}`,
    "disabled": `${by} hat ${whom} gesperrt`,
    "enabled": `${by} hat ${whom} entsperrt`,
    "account deleted": `${by} hat das Konto von ${detail || ofWhom} gelöscht`,
    "password link": `${by} hat einen Passwort-Link für ${whom} erstellt`,
    "setting": `${by} hat eine Einstellung geändert: ${detail}`,
    "key rotated": `${by} hat den Schlüssel gewechselt, mit dem Tokens unterschrieben werden`,
    "renamed": `${by} hat ${place} „${detail}“ genannt`,
    "topic": `${by} hat das Thema${where} gesetzt: ${detail || "keines"}`,
    "room deleted": `${by} hat den Raum ${detail} gelöscht`,
    "archived": `${by} hat ${place} archiviert`,
    "restored": `${by} hat ${place} wieder geöffnet`,
    "removed": `${by} hat ${whom} aus ${room ?? "einem Raum"} entfernt`,
    "banned": `${by} hat ${whom} aus ${room ?? "einem Raum"} verbannt`,
    "unbanned": `${by} hat den Bann von ${ofWhom}${where} aufgehoben`,
    "muted": `${by} hat ${whom}${where} für ${detail} min stummgeschaltet`,
    "unmuted": `${by} hat ${whom}${where} wieder schreiben lassen`,
    "slowed": `${by} hat den langsamen Modus${where} gesetzt: ${detail} s`,
    "promoted": `${by} hat ${whom}${where} zur Leitung gemacht`,
    "demoted": `${by} hat ${whom}${where} zum Mitglied gemacht`,
    "deleted": `${by} hat eine Nachricht von ${ofWhom}${where} gelöscht`,
    "invited": `${by} hat${where} eine Einladung erstellt`,
    "revoked": `${by} hat${where} eine Einladung beendet`,
  };
  return sentences[line.action] ?? `${by}: ${line.action} ${detail}`.trim();
}
