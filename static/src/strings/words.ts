const LANGUAGE = "en-GB";
export const number = new Intl.NumberFormat(LANGUAGE);
const conjunction = new Intl.ListFormat(LANGUAGE);
const ago = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
const weekday = new Intl.DateTimeFormat(LANGUAGE, { weekday: "long" });
const thisYear = new Intl.DateTimeFormat(LANGUAGE, {
  weekday: "long",
  day: "numeric",
  month: "long",
});
const otherYear = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "long" });

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function plural(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

/** Names, as in "Ana, Bo and 3 others": some in full, then how many more of `count`. */
export function several(names: readonly string[], count = names.length, most = 3): string {
  const shown = count <= most ? names : names.slice(0, most - 1);
  const others = count - shown.length;
  if (others <= 0) return conjunction.format(shown);
  return conjunction.format([...shown, plural(others, "other", "others")]);
}

/** A stretch of time in seconds, rounded up to what one would say, as in "2 minutes". */
export function span(seconds: number): string {
  if (seconds < 100 && seconds % MINUTE !== 0) {
    return plural(Math.max(1, Math.ceil(seconds)), "second", "seconds");
  }
  if (seconds < 2 * HOUR && seconds % HOUR !== 0) {
    return plural(Math.ceil(seconds / MINUTE), "minute", "minutes");
  }
  if (seconds < 2 * DAY && seconds % DAY !== 0) {
    return plural(Math.ceil(seconds / HOUR), "hour", "hours");
  }
  return plural(Math.ceil(seconds / DAY), "day", "days");
}

/** How long ago, or in how long, a time is; both in milliseconds since 1970. */
export function fromNow(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1_000);
  const size = Math.abs(seconds);
  if (size < MINUTE) return seconds > 0 ? ago.format(1, "minute") : "just now";
  if (Math.round(size / MINUTE) < 60) return ago.format(Math.round(seconds / MINUTE), "minute");
  if (Math.round(size / HOUR) < 24) return ago.format(Math.round(seconds / HOUR), "hour");
  return ago.format(Math.round(seconds / DAY), "day");
}

/** A day of any year, as in "21 November 2026". */
export function day(at: number): string {
  return otherYear.format(at);
}

/** A local day, as a reader of today would call it. */
export function dayName(day: number, daysAgo: number, today: number): string {
  if (daysAgo === 0) return "Today";
  if (daysAgo === 1) return "Yesterday";
  if (daysAgo > 1 && daysAgo < 7) return weekday.format(day);
  const sameYear = new Date(day).getFullYear() === new Date(today).getFullYear();
  return (sameYear ? thisYear : otherYear).format(day);
}
