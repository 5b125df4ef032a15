/** Rooms in a page of a list when nobody asks for a number. */
export const DEFAULT_ROOM_PAGE_SIZE = 200;

/** What requests and lists of rooms may hold. Browsers need none of it, so that they do not load it. */
export const ROOM_LIMITS = {
  /** Seconds between two messages of a member, at most: a day. */
  slowModeSeconds: 24 * 60 * 60,
  /** Minutes of a mute: 30 days. */
  muteMinutes: 30 * 24 * 60,
  /** Hours that an invite can be used, at most and when nobody says: 90 days, a week. */
  inviteHours: 90 * 24,
  defaultInviteHours: 7 * 24,
  /** People that one invite lets in. */
  inviteUses: 10_000,
  /** Characters of an invite's code that are looked at. */
  inviteCodeChars: 100,
  /** Characters, words and operators of a search, and hits in a page of it, at most and by default. */
  searchChars: 250,
  searchParts: 20,
  searchHits: 50,
  defaultSearchHits: 20,
  /** Rooms in one page of a list. */
  pageSize: 500,
  defaultPageSize: DEFAULT_ROOM_PAGE_SIZE,
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

/** What a picture may hold: it is decoded in memory, and browsers draw an animation anew at every turn. */
export const IMAGE_LIMITS = {
  bytes: 32 * 2 ** 20,
  /** Of one frame; a phone's largest common pictures have 50 million. */
  pixels: 64_000_000,
  animationFrames: 5_000,
  /** Of all frames of an animation. */
  animationPixels: 2_048_000_000,
} as const;

/** People of one direct room, with the one who opens it. */
export const DIRECT_ROOM_PEOPLE_MAX = 8;

/** Milliseconds without input after which a person counts as away. */
export const PRESENCE_IDLE_MS = 5 * 60_000;

/** Milliseconds between two notes of one client that its person writes. */
export const TYPING_INTERVAL_MS = 3_000;

/** Milliseconds that a client gathers read markers before it reports them. */
export const READ_REPORT_DELAY_MS = 1_000;
