import rooms from "./0001_rooms.sql" with { type: "text" };
import people from "./0002_people.sql" with { type: "text" };
import conversation from "./0003_conversation.sql" with { type: "text" };
import searchFeed from "./0004_search_feed.sql" with { type: "text" };
import files from "./0005_files.sql" with { type: "text" };
import threadMentions from "./0006_thread_mentions.sql" with { type: "text" };
import history from "./0007_history.sql" with { type: "text" };
import setup from "./0008_setup.sql" with { type: "text" };
import deletedRooms from "./0009_deleted_rooms.sql" with { type: "text" };
import hiddenRooms from "./0010_hidden_rooms.sql" with { type: "text" };
import sessionIdle from "./0011_session_idle.sql" with { type: "text" };
import deletedAccounts from "./0012_deleted_accounts.sql" with { type: "text" };

/** The steps from an empty file to the newest schema; the one at place n makes version n + 1. */
export const migrations: readonly string[] = [
  rooms,
  people,
  conversation,
  searchFeed,
  files,
  threadMentions,
  history,
  setup,
  deletedRooms,
  hiddenRooms,
  sessionIdle,
  deletedAccounts,
];
