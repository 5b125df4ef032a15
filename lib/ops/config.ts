import { z } from "zod";
import { FILE_KINDS, type FileKind } from "../protocol/file_kinds.ts";
import { LIMITS } from "../protocol/limits.ts";
import { isPermissionFlagValue } from "../util/permission_flag_value.ts";

const positiveInteger = (fallback: number) =>
  z.string().regex(/^\d+$/, "must be a whole number").transform(Number)
    .pipe(z.int().min(1)).default(fallback);

const DAY_IN_MS = 24 * 60 * 60 * 1_000;

const BYTE_UNITS: Readonly<Record<string, number>> = {
  "": 1,
  KB: 2 ** 10,
  MB: 2 ** 20,
  GB: 2 ** 30,
};

const byteSize = (fallback: string) =>
  z.string().default(fallback).transform((text) => {
    const [, number, unit = ""] = text.match(/^(\d{1,15})(KB|MB|GB)?$/) ?? [];
    return Number(number) * BYTE_UNITS[unit]!;
  }).pipe(z.int("must be a size like 25MB").min(1, "must be a size like 25MB"));

const fileKindList = z.string().default(FILE_KINDS.join(","))
  .transform((list) => list.split(",").map((part) => part.trim()))
  .pipe(z.array(z.enum(FILE_KINDS, `must be some of ${FILE_KINDS.join(",")}`)));

const port = z.string().regex(/^\d+$/, "must be a number from 0 to 65535").transform(Number)
  .pipe(z.int().max(65_535, "must be a number from 0 to 65535"));

const ipOrCidr = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: "must be addresses or CIDR blocks like 10.0.0.0/8, with commas between",
});

const ipOrCidrList = z.string().transform((list) => list.split(",").map((part) => part.trim()))
  .pipe(z.array(ipOrCidr));

const permissionFlagValue = z.string()
  .refine(
    isPermissionFlagValue,
    "must have no space and no comma: Deno's permission flags cannot hold them",
  );

/** A value that was made by chance neither repeats itself nor has few different characters. */
const setupToken = z.string().refine(
  (text) =>
    /^[\x21-\x7e]{32,256}$/.test(text) && new Set(text).size >= 8 && !/^(.+?)\1+$/.test(text),
  "must be 32 to 256 random characters without spaces, as `openssl rand -hex 32` prints them",
);

/** Variables whose values no message may show. */
const SECRET_VARIABLES: readonly string[] = ["SETUP_TOKEN"];

const environmentSchema = z.object({
  /** The address to listen on. */
  HOST: permissionFlagValue.default("127.0.0.1"),
  /** The port to listen on; 0 takes any that is free. */
  PORT: port.default(8000),
  /** The folder of everything that is kept. */
  DATA_DIR: permissionFlagValue.default("data"),
  /** `auto` takes @db/sqlite where it loads, else node:sqlite. */
  SQLITE_DRIVER: z.enum(["auto", "db", "node"]).default("auto"),
  LOG_LEVEL: z.enum(["debug", "info", "warning", "error"]).default("info"),
  /** `json` writes one object a line, for machines. */
  LOG_FORMAT: z.enum(["text", "json"]).default("text"),
  /** The address that people browse to, when a proxy stands before Parley. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must be a URL like https://chat.example.org" })
    .transform((url) => new URL(url)).optional(),
  /** Whether browsers are told that every subdomain speaks HTTPS, too. */
  HSTS_SUBDOMAINS: z.enum(["on", "off"]).default("off"),
  /** Who may sign up; unset, an admin decides while Parley runs. */
  SIGNUP: z.enum(["open", "invite", "closed"]).optional(),
  /** Whether people may come in without an account; unset, an admin decides. */
  GUESTS: z.enum(["on", "off"]).optional(),
  /** What makes the first admin, once, where there is no terminal to print a link to. */
  SETUP_TOKEN: setupToken.optional(),
  /** Days after which a session ends, used or not; browsers keep no cookie for more than 400 (RFC 6265bis). */
  SESSION_DAYS: positiveInteger(90).pipe(z.int().max(400)),
  /** Days without use after which a session ends; SESSION_DAYS where that is less. */
  SESSION_IDLE_DAYS: positiveInteger(14),
  /** The proxies whose X-Forwarded-For is believed: addresses and CIDR blocks, with commas between. */
  TRUSTED_PROXIES: ipOrCidrList.default([]),
  /** Lines a second that one connection may send for long. */
  MESSAGE_RATE: positiveInteger(20),
  /** Lines that one connection may send at once after a rest. */
  MESSAGE_BURST: positiveInteger(100),
  CONNECTIONS_PER_ACCOUNT: positiveInteger(20),
  CONNECTIONS_PER_ADDRESS: positiveInteger(200),
  /** Guests and accounts that one address may create in an hour. */
  GUESTS_PER_HOUR: positiveInteger(60),
  /** What one account may write over HTTP in a minute for long; dear writes count several times. */
  WRITES_PER_MINUTE: positiveInteger(120),
  /** Rooms that one account may make in an hour. */
  ROOMS_PER_HOUR: positiveInteger(100),
  /** Direct rooms that one account may open in an hour; a guest five. */
  DIRECT_ROOMS_PER_HOUR: positiveInteger(60),
  /** Whether guests, whom anyone may make, can make rooms. */
  GUEST_ROOMS: z.enum(["on", "off"]).default("off"),
  /** Bytes of text, with KB, MB or GB, that one account may write in an hour for long. */
  TEXT_PER_HOUR: byteSize("50MB"),
  /** The same for a guest; TEXT_PER_HOUR where that is less. */
  GUEST_TEXT_PER_HOUR: byteSize("2MB"),
  /** Free bytes of the disk below which guests cannot write; people can down to a quarter of it. */
  FREE_SPACE: byteSize("1GB"),
  /** Bytes of one file, with KB, MB or GB. */
  FILE_SIZE: byteSize("25MB"),
  FILES_PER_MESSAGE: positiveInteger(10).pipe(z.int().max(LIMITS.filesPerMessage)),
  /** Bytes of all files of one account. */
  FILE_QUOTA: byteSize("1GB"),
  /** The same for a guest, whom anyone may make; FILE_QUOTA where that is less. */
  GUEST_FILE_QUOTA: byteSize("100MB"),
  /** What may be sent, with commas between. */
  FILE_KINDS: fileKindList,
  /** Uploads of one account that may run at once. */
  UPLOADS_PER_ACCOUNT: positiveInteger(10),
  UPLOADS_PER_HOUR: positiveInteger(600),
});

/** The names of all that the environment may set. */
export const ENVIRONMENT_VARIABLES: readonly string[] = Object.keys(environmentSchema.shape);

/** What the environment may set, read once at the start. */
export interface Config {
  host: string;
  port: number;
  dataDir: string;
  sqliteDriver: "auto" | "db" | "node";
  logLevel: "debug" | "info" | "warning" | "error";
  logFormat: "text" | "json";
  publicUrl: URL | undefined;
  hstsSubdomains: "on" | "off";
  signup: "open" | "invite" | "closed" | undefined;
  guests: "on" | "off" | undefined;
  /** A secret: never to be logged. */
  setupToken: string | undefined;
  trustedProxies: string[];
  sessions: SessionLimits;
  limits: UsageLimits;
  files: FileLimits;
}

/** How long sessions live, in milliseconds: used or not, and without use. */
export interface SessionLimits {
  maxAgeMs: number;
  idleTimeoutMs: number;
}

export interface UsageLimits {
  messageRate: number;
  messageBurst: number;
  connectionsPerAccount: number;
  connectionsPerAddress: number;
  guestsPerHour: number;
  writesPerMinute: number;
  roomsPerHour: number;
  directRoomsPerHour: number;
  guestRooms: "on" | "off";
  /** Bytes. */
  textBytesPerHour: number;
  guestTextBytesPerHour: number;
  minFreeBytes: number;
}

/** What may be sent as a file; sizes are bytes. */
export interface FileLimits {
  maxFileBytes: number;
  maxFilesPerMessage: number;
  /** Of one account. */
  quotaBytes: number;
  /** Of one guest, where it is less. */
  guestQuotaBytes: number;
  allowedKinds: readonly FileKind[];
  /** Uploads of one account that run at once. */
  maxConcurrentUploads: number;
  /** Uploads of one account. */
  uploadsPerHour: number;
}

/** A variable of the environment has a value that Parley cannot work with. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Reads and checks the environment; an empty variable counts as one that is not set.
 * @throws ConfigError that names every wrong variable and says what would be right.
 */
export function readConfig(get: (name: string) => string | undefined): Config {
  const parsed = environmentSchema.safeParse(
    Object.fromEntries(ENVIRONMENT_VARIABLES.map((name) => [name, get(name) || undefined])),
  );
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${SECRET_VARIABLES.includes(name) ? name : `${name}=${get(name)}`}: ${issue.message}`;
    });
    throw new ConfigError(lines.join("\n"));
  }
  const env = parsed.data;
  return {
    host: env.HOST,
    port: env.PORT,
    dataDir: env.DATA_DIR,
    sqliteDriver: env.SQLITE_DRIVER,
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT,
    publicUrl: env.PUBLIC_URL,
    hstsSubdomains: env.HSTS_SUBDOMAINS,
    signup: env.SIGNUP,
    guests: env.GUESTS,
    setupToken: env.SETUP_TOKEN,
    trustedProxies: env.TRUSTED_PROXIES,
    sessions: {
      maxAgeMs: env.SESSION_DAYS * DAY_IN_MS,
      idleTimeoutMs: env.SESSION_IDLE_DAYS * DAY_IN_MS,
    },
    limits: {
      messageRate: env.MESSAGE_RATE,
      messageBurst: env.MESSAGE_BURST,
      connectionsPerAccount: env.CONNECTIONS_PER_ACCOUNT,
      connectionsPerAddress: env.CONNECTIONS_PER_ADDRESS,
      guestsPerHour: env.GUESTS_PER_HOUR,
      writesPerMinute: env.WRITES_PER_MINUTE,
      roomsPerHour: env.ROOMS_PER_HOUR,
      directRoomsPerHour: env.DIRECT_ROOMS_PER_HOUR,
      guestRooms: env.GUEST_ROOMS,
      textBytesPerHour: env.TEXT_PER_HOUR,
      guestTextBytesPerHour: env.GUEST_TEXT_PER_HOUR,
      minFreeBytes: env.FREE_SPACE,
    },
    files: {
      maxFileBytes: env.FILE_SIZE,
      maxFilesPerMessage: env.FILES_PER_MESSAGE,
      quotaBytes: env.FILE_QUOTA,
      guestQuotaBytes: env.GUEST_FILE_QUOTA,
      allowedKinds: env.FILE_KINDS,
      maxConcurrentUploads: env.UPLOADS_PER_ACCOUNT,
      uploadsPerHour: env.UPLOADS_PER_HOUR,
    },
  };
}
