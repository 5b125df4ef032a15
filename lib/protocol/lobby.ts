/** The room that every Parley begins with, and keeps. */
export const LOBBY_ID = "lobby";
