import type { ErrorCode } from "./errors.ts";

/** Reasons of requests that were too fast, too much, or met a server that was too busy. */
export const LIMIT_REASONS = {
  slow_message: ["rate_limited", "This room is slow: one message every {seconds} s."],
  slow_edit: ["rate_limited", "This room is slow: one edit every {seconds} s."],
  too_fast: ["rate_limited", "That is too fast. Wait a moment, then send it again."],
  too_many_edits: ["rate_limited", "You edit too often. Wait a moment."],
  too_many_searches: ["rate_limited", "You search too often. Wait a second."],
  too_many_writes: ["rate_limited", "You change too much at once. Wait a moment."],
  too_many_writes_from_address: [
    "rate_limited",
    "Too much is changed from your address. Wait a moment.",
  ],
  too_many_rooms: ["rate_limited", "You make too many rooms. Wait a while."],
  too_many_new_people: ["rate_limited", "You write to too many new people. Wait a while."],
  too_much_text_at_once: ["rate_limited", "You write too much at once. Wait a moment."],
  too_much_text: [
    "rate_limited",
    "You write more than this server can keep. Wait a while.",
  ],
  too_many_uploads: ["rate_limited", "You send too many files. Wait a while."],
  too_many_uploads_at_once: ["rate_limited", "At most {max} of your uploads may run at once."],
  too_many_guesses: ["rate_limited", "Too many wrong passwords. Try again later."],
  too_many_tickets: ["rate_limited", "Too many tickets. Try again later."],
  too_many_signups: ["rate_limited", "Too many people came from your address. Try again later."],
  too_many_connections: ["rate_limited", "You have too many open connections."],
  stuck_connections: [
    "rate_limited",
    "Connections of yours that do not read were cut off, and are still open. Close them first.",
  ],
  busy_pictures: ["unavailable", "Too many pictures come in right now. Try again in a moment."],
  busy_searches: ["unavailable", "Too many people search right now. Try again in a moment."],
  busy_sign_ins: ["unavailable", "Too many people sign in right now. Try again in a moment."],
  low_space_guests: [
    "unavailable",
    "The server is running out of space, so guests cannot write for now.",
  ],
  low_space: ["unavailable", "The server is running out of space, so nobody can write for now."],
  restarting: ["unavailable", "The server is restarting."],
  server_busy: ["unavailable", "The server is busy. Try again in a moment."],
  storage_unavailable: ["unavailable", "Storage is not available."],
  internal: ["internal", "Something went wrong here."],
} as const satisfies Record<string, readonly [ErrorCode, string]>;
