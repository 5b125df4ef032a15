import type { NoticeEvent } from "../../../../lib/protocol/model.ts";
import type { PersonRef } from "../../state/dialogs.ts";
import { joinNames, nameWithGuestMark, timeSpan } from "../format/formatters.ts";

/** What happened in a room, in one German sentence. `me`: the id of whoever reads it. */
export function told(event: NoticeEvent, by: PersonRef, me: string): string {
  const { kind, people, count, value } = event;
  const named = (self: string) =>
    joinNames(people.map((one) => one.id === me ? self : nameWithGuestMark(one)), count);
  const whom = named("dich");
  const ofWhom = named("dir");
  const isMe = by.id === me;
  const has = isMe ? "Du hast" : `${nameWithGuestMark(by)} hat`;
  switch (kind) {
    case "created":
      return `${has} den Raum erstellt`;
    case "joined":
    case "left": {
      const isAmong = people.some(({ id }) => id === me);
      const are = isAmong ? (count === 1 ? "bist" : "seid") : count === 1 ? "ist" : "sind";
      const who = people[0]?.id === me ? named("Du") : named("du");
      return `${who} ${are} ${kind === "joined" ? "beigetreten" : "gegangen"}`;
    }
    case "renamed":
      return `${has} den Raum „${value}“ genannt`;
    case "topic":
      return value ? `${has} das Thema gesetzt: ${value}` : `${has} das Thema entfernt`;
    case "archived":
      return `${has} den Raum archiviert`;
    case "restored":
      return `${has} den Raum wieder geöffnet`;
    case "removed":
      return `${has} ${whom} entfernt`;
    case "banned":
      return `${has} ${whom} verbannt`;
    case "unbanned":
      return `${has} den Bann von ${ofWhom} aufgehoben`;
    case "muted":
      return `${has} ${whom} für ${timeSpan(Number(value) * 60)} stummgeschaltet`;
    case "unmuted":
      return `${has} ${whom} wieder schreiben lassen`;
    case "slowed":
      return value
        ? `${has} den langsamen Modus gesetzt: eine Nachricht je ${timeSpan(Number(value))}`
        : `${has} den langsamen Modus beendet`;
    case "promoted":
      return `${has} ${whom} zur Leitung gemacht`;
    case "demoted":
      return `${has} ${whom} zum Mitglied gemacht`;
    case "deleted":
      return `${has} eine Nachricht von ${ofWhom} gelöscht`;
    default:
      return `${has} den Raum geändert`;
  }
}
