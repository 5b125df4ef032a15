const DAY = 86_400_000;

/** The local midnight that began the day of a time; both in milliseconds since 1970. */
export function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** How many days a local midnight lies before another; a day may have 23 or 25 hours. */
export function daysBefore(day: number, today: number): number {
  return Math.round((today - day) / DAY);
}

const hours = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

/** The time of day in the reader's own way, as in 9:05 or 9:05 PM. */
export function timeOfDay(at: number): string {
  return hours.format(at);
}

/** The same without AM and PM, for where there is no room. */
export function shortTime(at: number): string {
  return hours.formatToParts(at)
    .filter((part) => part.type === "hour" || part.type === "minute" || part.value === ":")
    .map((part) => part.value).join("");
}

/** Day and time in full. */
export function fullTime(at: number): string {
  return exact.format(at);
}

const near = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  hour: "numeric",
  minute: "2-digit",
});

/** Day and time in few letters, as in 3 Mar, 14:05. */
export function dateAndTime(at: number): string {
  return near.format(at);
}
