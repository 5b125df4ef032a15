import type { Message } from "../../../protocol/model.ts";
import { nameWithGuestMark } from "../../../protocol/notices.ts";
import { alignColumns } from "../../shared/table.ts";
import { formatBytes } from "../files/local_files.ts";
import type { Colors } from "../terminal/colors.ts";
import { escapeLine, escapeLines } from "../terminal/escape_terminal.ts";
import { textWidth, truncate, wrapLine } from "../terminal/text_width.ts";

/** How messages are to look. */
export interface TerminalFormat {
  paint: Colors;
  /** Columns to break lines at; without it they stay whole. */
  columns?: number | undefined;
  /** Whether times have their date. */
  dated?: boolean;
  /** Where files are. */
  origin?: string | undefined;
}

const CONTINUATION_INDENT = "      ";

/** Columns in which no text is begun. */
const MIN_TEXT_COLUMNS = 12;

/** Columns that a name may take before a message. */
const MAX_NAME_COLUMNS = 32;

/** A message as lines of a transcript. @param room its room's name, where rooms are mixed */
export function formatMessage(message: Message, format: TerminalFormat, room?: string): string {
  const { paint } = format;
  const roomPrefix = room === undefined ? "" : `[${truncate(escapeLine(room), MAX_NAME_COLUMNS)}] `;
  const head = escapeLine(`${formatTime(message.timestamp, format.dated)} #${message.seq} `) +
    roomPrefix;
  if (message.type === "system") {
    return indentRows(paint.dim(`${head}· `), message.content, format, paint.dim);
  }
  const name = truncate(escapeLine(message.name), MAX_NAME_COLUMNS);
  // Beside the name, so that no long one pushes it out.
  const mark = message.guest ? paint.dim(" (guest)") : "";
  const prefix = paint.dim(head) + paint.name(message.userId, name) + mark + ": ";
  const text = message.deleted
    ? indentRows(prefix, "deleted", format, paint.dim)
    : formatContent(prefix, message, format);
  return formatQuote(message, format) + text;
}

/** A change of a message, when it is one that people want to be told of. */
export function formatChange(
  message: Message,
  before: Message | undefined,
  format: TerminalFormat,
  room?: string,
): string | undefined {
  // People who come one after the other share a notice, which grows.
  if (message.type === "system") {
    return message.content === before?.content
      ? undefined
      : formatInfo(message.content, format, room);
  }
  if (message.deleted && !before?.deleted) {
    return formatInfo(`${nameWithGuestMark(message)} took back #${message.seq}.`, format, room);
  }
  if (message.editedAt === before?.editedAt || message.editedAt === undefined) return undefined;
  return formatInfo(
    `${nameWithGuestMark(message)} edited #${message.seq}: ${message.content}`,
    format,
    room,
  );
}

/** Something that is good to know and asks for nothing. */
export function formatInfo(text: string, format: TerminalFormat, room?: string): string {
  return indentRows(
    format.paint.dim("· "),
    room === undefined ? text : `[${room}] ${text}`,
    format,
    format.paint.dim,
  );
}

/** Something that did not work. */
export function formatError(text: string, format: TerminalFormat): string {
  return indentRows(format.paint.warn("! "), text, format, format.paint.warn);
}

/** Rows of a table, each of one row on the screen. */
export function formatTable(rows: string[][], { columns = Infinity }: TerminalFormat): string {
  const lines = alignColumns(rows.map((row) => row.map(escapeLine))).split("\n");
  return lines.map((line) => truncate(`  ${line}`, columns)).join("\n");
}

/** The day of a message, where it is another than the one before it. */
export function formatDay(timestamp: string, format: TerminalFormat): string {
  const day = new Date(timestamp).toLocaleDateString("en", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return format.paint.dim(`── ${day} ──`);
}

function formatContent(prefix: string, message: Message, format: TerminalFormat): string {
  const edited = message.editedAt === undefined ? "" : " (edited)";
  const texts = [message.content, ...fileLines(message, format)].filter((text) => text !== "");
  return indentRows(prefix, texts.join("\n"), format) + format.paint.dim(edited);
}

/** A line for each file, as its name may say anything. */
function fileLines({ files = [] }: Message, { origin = "" }: TerminalFormat): string[] {
  return files.map(({ id, name, type, size }) =>
    `${escapeLine(name)} (${escapeLine(type)}, ${formatBytes(size)}) ${origin}/api/files/${
      escapeLine(id)
    }`
  );
}

/** What a message answers, cut to one row. */
function formatQuote({ reply, thread }: Message, { paint, columns = 80 }: TerminalFormat): string {
  const quotes = [
    ...(thread === undefined ? [] : [`in the thread of #${thread}`]),
    ...(reply ? [`#${reply.seq} ${nameWithGuestMark(reply)}: ${reply.content || "deleted"}`] : []),
  ];
  return quotes.map((text) => paint.dim(truncate(`↳ ${escapeLine(text)}`, columns)) + "\n").join(
    "",
  );
}

/**
 * A text behind a prefix that is safe and painted already. Whatever the text holds, its further rows are
 * indented, so that none of them looks like the beginning of a message.
 */
function indentRows(
  prefix: string,
  text: string,
  { columns = Infinity }: TerminalFormat,
  paint: (text: string) => string = (text) => text,
): string {
  const inner = Math.max(columns - CONTINUATION_INDENT.length, MIN_TEXT_COLUMNS);
  const beside = columns - textWidth(prefix);
  const [line = "", ...lines] = escapeLines(text);
  const opening = beside < MIN_TEXT_COLUMNS
    ? ["", ...wrapLine(line, inner)]
    : wrapLine(line, inner, beside);
  const [first = "", ...rest] = [...opening, ...lines.flatMap((line) => wrapLine(line, inner))];
  return [prefix + paint(first), ...rest.map((row) => CONTINUATION_INDENT + paint(row))].join("\n");
}

function formatTime(timestamp: string, dated = false): string {
  const at = new Date(timestamp);
  const two = (count: number) => String(count).padStart(2, "0");
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (!dated) return time;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}
