import {
  configure,
  getConsoleSink,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
  type Logger,
} from "@logtape/logtape";
import type { Config } from "./config.ts";

export type Log = Logger;

/** Sets up structured logging to the console for the whole process and returns Parley's logger. */
export async function openLog(config: Pick<Config, "logLevel" | "logFormat">): Promise<Log> {
  const formatter = config.logFormat === "json"
    ? getJsonLinesFormatter({ properties: "flatten" })
    : getTextFormatter({
      timestamp: "time",
      format: ({ timestamp, level, message, record }) =>
        [timestamp, level, message, ...Object.entries(record.properties).map(pair)].join(" "),
    });
  await configure({
    reset: true,
    sinks: { console: getConsoleSink({ formatter }) },
    loggers: [
      { category: "parley", lowestLevel: config.logLevel, sinks: ["console"] },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["console"] },
    ],
  });
  return getLogger("parley");
}

function pair([key, value]: [string, unknown]): string {
  return `${key}=${value instanceof Error ? value.stack : JSON.stringify(value)}`;
}

/** A logger that nobody hears, unless the process has set logging up. */
export function quietLog(): Log {
  return getLogger("parley");
}
