const DAY_MS = 86_400_000;

/** The local midnight that began the day of a time; both in milliseconds since 1970. */
export function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** How many days a local midnight lies before another; a day may have 23 or 25 hours. */
export function daysBefore(day: number, today: number): number {
  return Math.round((today - day) / DAY_MS);
}

/** How hours are counted: as is usual where one is, or by one's own choice. */
export type HourCycle = "system" | "12" | "24";

function formats(locale: string | undefined, clock: HourCycle) {
  const { DateTimeFormat } = Intl;
  const cycle = clock === "system" ? {} : { hourCycle: clock === "12" ? "h12" : "h23" } as const;
  const time = { hour: "numeric", minute: "2-digit", ...cycle } as const;
  return {
    hours: new DateTimeFormat(locale, time),
    exact: new DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", ...cycle }),
    near: new DateTimeFormat(locale, { day: "numeric", month: "short", ...time }),
  };
}

let format = formats(undefined, "system");

/** Makes all that follows tell times in the way of a place, as in de-AT. */
export function setTimeFormat(locale: string, clock: HourCycle): void {
  format = formats(locale, clock);
}

/** The time of day in the reader's own way, as in 9:05 or 9:05 PM. */
export function timeOfDay(at: number): string {
  return format.hours.format(at);
}

/** The same without AM and PM, for where there is no room. */
export function shortTime(at: number): string {
  return format.hours.formatToParts(at)
    .filter((part) => part.type === "hour" || part.type === "minute" || part.value === ":")
    .map((part) => part.value).join("");
}

/** Day and time in full. */
export function fullTime(at: number): string {
  return format.exact.format(at);
}

/** Day and time in few letters, as in 3 Mar, 14:05. */
export function dateAndTime(at: number): string {
  return format.near.format(at);
}
