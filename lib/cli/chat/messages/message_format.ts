import type { Message } from "../../../protocol/model.ts";
import { called } from "../../../protocol/notices.ts";
import { table } from "../../shared/table.ts";
import { sizeText } from "../files/local_files.ts";
import type { Paint } from "../terminal/colors.ts";
import { plain, plainLines } from "../terminal/escape_terminal.ts";
import { cut, width, wrap } from "../terminal/text_width.ts";

/** How messages are to look. */
export interface Look {
  paint: Paint;
  /** Columns to break lines at; without it they stay whole. */
  columns?: number | undefined;
  /** Whether times have their date. */
  dated?: boolean;
  /** Where files are. */
  origin?: string | undefined;
}

const INDENT = "      ";

/** Columns in which no text is begun. */
const NARROW = 12;

/** Columns that a name may take before a message. */
const NAME = 32;

/** A message as lines of a transcript. @param room its room's name, where rooms are mixed */
export function formatMessage(message: Message, look: Look, room?: string): string {
  const { paint } = look;
  const where = room === undefined ? "" : `[${cut(plain(room), NAME)}] `;
  const head = plain(`${timeOf(message.timestamp, look.dated)} #${message.seq} `) + where;
  if (message.type === "system") {
    return rows(paint.dim(`${head}· `), message.content, look, paint.dim);
  }
  const name = cut(plain(message.name), NAME);
  // Beside the name, so that no long one pushes it out.
  const mark = message.guest ? paint.dim(" (guest)") : "";
  const prefix = paint.dim(head) + paint.name(message.userId, name) + mark + ": ";
  const text = message.deleted
    ? rows(prefix, "deleted", look, paint.dim)
    : said(prefix, message, look);
  return quoteOf(message, look) + text;
}

/** A change of a message, when it is one that people want to be told of. */
export function formatChange(
  message: Message,
  before: Message | undefined,
  look: Look,
  room?: string,
): string | undefined {
  // People who come one after the other share a notice, which grows.
  if (message.type === "system") {
    return message.content === before?.content
      ? undefined
      : formatQuiet(message.content, look, room);
  }
  if (message.deleted && !before?.deleted) {
    return formatQuiet(`${called(message)} took back #${message.seq}.`, look, room);
  }
  if (message.editedAt === before?.editedAt || message.editedAt === undefined) return undefined;
  return formatQuiet(`${called(message)} edited #${message.seq}: ${message.content}`, look, room);
}

/** Something that is good to know and asks for nothing. */
export function formatQuiet(text: string, look: Look, room?: string): string {
  return rows(
    look.paint.dim("· "),
    room === undefined ? text : `[${room}] ${text}`,
    look,
    look.paint.dim,
  );
}

/** Something that did not work. */
export function formatTrouble(text: string, look: Look): string {
  return rows(look.paint.warn("! "), text, look, look.paint.warn);
}

/** Rows of a table, each of one row on the screen. */
export function formatTable(rows: string[][], { columns = Infinity }: Look): string {
  const lines = table(rows.map((row) => row.map(plain))).split("\n");
  return lines.map((line) => cut(`  ${line}`, columns)).join("\n");
}

/** The day of a message, where it is another than the one before it. */
export function formatDay(timestamp: string, look: Look): string {
  const day = new Date(timestamp).toLocaleDateString("en", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return look.paint.dim(`── ${day} ──`);
}

function said(prefix: string, message: Message, look: Look): string {
  const edited = message.editedAt === undefined ? "" : " (edited)";
  const texts = [message.content, ...filesOf(message, look)].filter((text) => text !== "");
  return rows(prefix, texts.join("\n"), look) + look.paint.dim(edited);
}

/** A line for each file, as its name may say anything. */
function filesOf({ files = [] }: Message, { origin = "" }: Look): string[] {
  return files.map(({ id, name, type, size }) =>
    `${plain(name)} (${plain(type)}, ${sizeText(size)}) ${origin}/api/files/${plain(id)}`
  );
}

/** What a message answers, cut to one row. */
function quoteOf({ reply, thread }: Message, { paint, columns = 80 }: Look): string {
  const quotes = [
    ...(thread === undefined ? [] : [`in the thread of #${thread}`]),
    ...(reply ? [`#${reply.seq} ${called(reply)}: ${reply.content || "deleted"}`] : []),
  ];
  return quotes.map((text) => paint.dim(cut(`↳ ${plain(text)}`, columns)) + "\n").join("");
}

/**
 * A text behind a prefix that is safe and painted already. Whatever the text holds, its further rows are
 * indented, so that none of them looks like the beginning of a message.
 */
function rows(
  prefix: string,
  text: string,
  { columns = Infinity }: Look,
  paint: (text: string) => string = (text) => text,
): string {
  const inner = Math.max(columns - INDENT.length, NARROW);
  const beside = columns - width(prefix);
  const [line = "", ...lines] = plainLines(text);
  const opening = beside < NARROW ? ["", ...wrap(line, inner)] : wrap(line, inner, beside);
  const [first = "", ...rest] = [...opening, ...lines.flatMap((line) => wrap(line, inner))];
  return [prefix + paint(first), ...rest.map((row) => INDENT + paint(row))].join("\n");
}

function timeOf(timestamp: string, dated = false): string {
  const at = new Date(timestamp);
  const two = (count: number) => String(count).padStart(2, "0");
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (!dated) return time;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}
