import type { Room } from "../../../../lib/protocol/model.ts";

/** The formats of a language. */
function formats(locale: string) {
  const { NumberFormat, ListFormat, RelativeTimeFormat, DateTimeFormat } = Intl;
  const unit = (name: string) =>
    new NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" });
  return {
    locale,
    conjunction: new ListFormat(locale),
    ago: new RelativeTimeFormat(locale, { numeric: "auto" }),
    seconds: unit("second"),
    minutes: unit("minute"),
    hours: unit("hour"),
    days: unit("day"),
    bytes: ["byte", "kilobyte", "megabyte", "gigabyte"].map((name) =>
      new NumberFormat(locale, {
        style: "unit",
        unit: name,
        unitDisplay: name === "byte" ? "long" : "short",
        maximumSignificantDigits: 3,
      })
    ),
    weekday: new DateTimeFormat(locale, { weekday: "long" }),
    thisYear: new DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }),
    otherYear: new DateTimeFormat(locale, { dateStyle: "long" }),
  };
}

/** What no format of the platform knows of a language. */
export interface LanguageWords {
  /** As in en-GB. */
  locale: string;
  /** The rest of some people, as in "3 others". */
  others(count: number): string;
  /** Less than a minute ago. */
  justNow: string;
  /** Someone without credentials, beside their name in a sentence. */
  guest: string;
  /** Who wrote what remains of an account that is deleted. */
  deleted: string;
}

const english: LanguageWords = {
  locale: "en-GB",
  others: (count) => plural(count, "other", "others"),
  justNow: "just now",
  guest: "guest",
  deleted: "Deleted account",
};

let words = english;
let format = formats(english.locale);
export let number = new Intl.NumberFormat(english.locale);

/** Makes all that follows be said in a language; without one, in English. */
export function setFormatters(next: LanguageWords = english): void {
  words = next;
  format = formats(next.locale);
  number = new Intl.NumberFormat(next.locale);
}

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

export function plural(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

/** The same where nobody counts beyond 999. */
export function countUpTo999(count: number, one: string, many: string): string {
  return count > 999 ? `999+ ${many}` : plural(count, one, many);
}

/** Names, as in "Ana, Bo and 3 others": some in full, then how many more of `count`. */
export function joinNames(names: readonly string[], count = names.length, most = 3): string {
  const shown = count <= most ? names : names.slice(0, most - 1);
  const others = count - shown.length;
  return format.conjunction.format(others > 0 ? [...shown, words.others(others)] : shown);
}

/** What someone is called, also when the account is gone. */
export function displayName({ name }: { name: string }): string {
  return name || words.deleted;
}

/** A name in a sentence, with the mark of a guest. */
export function nameWithGuestMark(
  { name, guest }: { name: string; guest?: boolean | undefined },
): string {
  return guest ? `${name} (${words.guest})` : displayName({ name });
}

/** What a room is called in a sentence: a direct one by those who are in it, with guests marked. */
export function roomLabel({ name, people }: Pick<Room, "name" | "people">): string {
  return people?.map(nameWithGuestMark).join(", ") || name;
}

/** A stretch of time in seconds, rounded up to what one would say, as in "2 minutes". */
export function timeSpan(seconds: number): string {
  if (seconds < 100 && seconds % MINUTE_S !== 0) {
    return format.seconds.format(Math.max(1, Math.ceil(seconds)));
  }
  if (seconds < 2 * HOUR_S && seconds % HOUR_S !== 0) {
    return format.minutes.format(Math.ceil(seconds / MINUTE_S));
  }
  if (seconds < 2 * DAY_S && seconds % DAY_S !== 0) {
    return format.hours.format(Math.ceil(seconds / HOUR_S));
  }
  return format.days.format(Math.ceil(seconds / DAY_S));
}

/** So many bytes, as in "1.2 MB"; a kilobyte has 1024, as file managers and the server's limits have it. */
export function formatBytes(bytes: number): string {
  const units = format.bytes;
  // What would be said as 1,024 is one of the next.
  let unit = 0;
  for (; unit < units.length - 1 && Math.round(bytes) >= 1_000; unit++) bytes /= 1_024;
  return units[unit]!.format(bytes);
}

/** How long ago, or in how long, a time is; both in milliseconds since 1970. */
export function fromNow(at: number, now: number): string {
  const { ago } = format;
  const seconds = Math.round((at - now) / 1_000);
  const size = Math.abs(seconds);
  if (size < MINUTE_S) return seconds > 0 ? ago.format(1, "minute") : words.justNow;
  if (Math.round(size / MINUTE_S) < 60) return ago.format(Math.round(seconds / MINUTE_S), "minute");
  if (Math.round(size / HOUR_S) < 24) return ago.format(Math.round(seconds / HOUR_S), "hour");
  return ago.format(Math.round(seconds / DAY_S), "day");
}

/** A day of any year, as in "21 November 2026". */
export function formatDay(at: number): string {
  return format.otherYear.format(at);
}

/** A local day, as a reader of today would call it. */
export function dayName(day: number, daysAgo: number, today: number): string {
  if (daysAgo === 0 || daysAgo === 1) return capital(format.ago.format(-daysAgo, "day"));
  if (daysAgo > 1 && daysAgo < 7) return format.weekday.format(day);
  const sameYear = new Date(day).getFullYear() === new Date(today).getFullYear();
  return (sameYear ? format.thisYear : format.otherYear).format(day);
}

/** A text as a sentence begins with it. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(format.locale) + text.slice(1);
}
