import {
  configure,
  dispose,
  getConsoleSink,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
  type Logger,
  type LogRecord,
  type Sink,
} from "@logtape/logtape";
import type { Config } from "./config.ts";
import { LOG_REPEAT_WINDOW_MS, LogDeduplicator } from "./log_deduplicator.ts";

export type Log = Logger;

/** Sets up structured logging to the console for the whole process and returns Parley's logger. */
export async function openLog(config: Pick<Config, "logLevel" | "logFormat">): Promise<Log> {
  const formatter = config.logFormat === "json"
    ? getJsonLinesFormatter({ properties: "flatten" })
    : getTextFormatter({
      timestamp: "time",
      format: ({ timestamp, level, message, record }) =>
        [timestamp, level, message, ...Object.entries(record.properties).map(formatProperty)].join(
          " ",
        ),
    });
  await configure({
    reset: true,
    sinks: { console: deduplicated(getConsoleSink({ formatter })) },
    loggers: [
      { category: "parley", lowestLevel: config.logLevel, sinks: ["console"] },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["console"] },
    ],
  });
  return getLogger("parley");
}

/** A sink in which repeated lines become one. The logging library disposes of it at the end. */
function deduplicated(sink: Sink): Sink & Disposable {
  const deduplicator = new LogDeduplicator(sink);
  const timer = setInterval(() => deduplicator.flush(), LOG_REPEAT_WINDOW_MS);
  Deno.unrefTimer(timer);
  const dispose = () => {
    clearInterval(timer);
    deduplicator[Symbol.dispose]();
  };
  return Object.assign((record: LogRecord) => deduplicator.write(record), {
    [Symbol.dispose]: dispose,
  });
}

function formatProperty([key, value]: [string, unknown]): string {
  return `${key}=${value instanceof Error ? value.stack : JSON.stringify(value)}`;
}

/** Writes what the log still holds; to be called before the process ends. */
export async function closeLog(): Promise<void> {
  await dispose();
}

/** A logger that nobody hears, unless the process has set logging up. */
export function silentLog(): Log {
  return getLogger("parley");
}
