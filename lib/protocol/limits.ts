/** What lists of rooms may hold. Clients need none of it, so that it is not in what they load. */
export const ROOM_LIMITS = {
  /** Rooms in one page of a list, and in a page when nobody asks for a number. */
  page: 500,
  defaultPage: 200,
  /** Rooms that a `welcome` names at most, and UTF-16 units of them: the rest comes in pages. */
  welcome: 200,
  welcomeSize: 128 * 1024,
} as const;

/** What may travel, and how much of it. Imported by the server and every client; needs nothing. */
export const LIMITS = {
  /** Characters (code points) of one message. */
  content: 8_000,
  /** Characters of a display name or a room name. */
  name: 64,
  /** Characters of a room's topic. */
  topic: 250,
  /** Characters of a password, at least and at most. */
  passwordMin: 8,
  password: 256,
  /** Characters of an id made by a client: a message id or a `ref`. */
  id: 64,
  /** Accounts that one message may mention. */
  mentions: 20,
  /** Files of one message, whatever a server allows. */
  files: 100,
  /** UTF-16 units of a file's name. */
  fileName: 200,
  /** Different emoji on one message. */
  reactions: 20,
  /** UTF-8 bytes of one frame from a client. */
  frame: 64 * 1024,
  /** Earlier versions of a message that are kept: the first, and the newest. */
  versions: 100,
  /** Messages in one page of history. */
  page: 100,
  /** Messages in a page when nobody asks for a number. */
  defaultPage: 50,
  /** Messages that a resume sends before it gives up and says `reset`. */
  resume: 500,
  /** UTF-8 bytes of message content in one page or one resume. */
  pageBytes: 128 * 1024,
  /** Milliseconds of silence after which a client asks `ping`. */
  heartbeat: 25_000,
} as const;
