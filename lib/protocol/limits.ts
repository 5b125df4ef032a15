/** What lists of rooms may hold. Clients need none of it, so that it is not in what they load. */
export const ROOM_LIMITS = {
  /** Rooms in one page of a list, and in a page when nobody asks for a number. */
  pageSize: 500,
  defaultPageSize: 200,
  /** Rooms that a `welcome` names at most, and UTF-16 units of them: the rest comes in pages. */
  welcomeRooms: 200,
  welcomeChars: 128 * 1024,
} as const;

/** What may travel, and how much of it. Imported by the server and every client; needs nothing. */
export const LIMITS = {
  /** Characters (code points) of one message. */
  messageChars: 8_000,
  /** Characters of a display name or a room name. */
  nameChars: 64,
  /** Characters of a room's topic. */
  topicChars: 250,
  /** Characters of a password, at least and at most. */
  minPasswordChars: 8,
  maxPasswordChars: 256,
  /** Characters of an id made by a client: a message id or a `ref`. */
  clientIdChars: 64,
  /** Accounts that one message may mention. */
  mentionsPerMessage: 20,
  /** Files of one message, whatever a server allows. */
  filesPerMessage: 100,
  /** UTF-16 units of a file's name. */
  fileNameChars: 200,
  /** Different emoji on one message. */
  emojiPerMessage: 20,
  /** UTF-8 bytes of one frame from a client. */
  frameBytes: 64 * 1024,
  /** Earlier versions of a message that are kept: the first, and the newest. */
  versionsPerMessage: 100,
  /** Messages in one page of history. */
  pageSize: 100,
  /** Messages in a page when nobody asks for a number. */
  defaultPageSize: 50,
  /** Messages that a resume sends before it gives up and says `reset`. */
  resumeMessages: 500,
  /** UTF-8 bytes of message content in one page or one resume. */
  pageBytes: 128 * 1024,
  /** Milliseconds of silence after which a client asks `ping`. */
  heartbeatMs: 25_000,
} as const;
