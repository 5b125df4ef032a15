import { type AdminApi, adminApi } from "./admin.ts";
import { type FileApi, fileApi } from "./files.ts";
import { type MessageApi, messageApi } from "./messages.ts";
import { type PeopleApi, peopleApi } from "./people.ts";
import { createRequestApi } from "./request.ts";
import { type RoomApi, roomApi } from "./rooms.ts";
import { type SearchApi, searchApi } from "./search.ts";
import { type SessionApi, sessionApi } from "./session.ts";

/** What the server offers over HTTP. Every method rejects with an ApiError. */
export interface Api
  extends SessionApi, RoomApi, MessageApi, PeopleApi, FileApi, SearchApi, AdminApi {}

/** Speaks to the server that the page came from. */
export function createApi(fetch: typeof globalThis.fetch): Api {
  const ask = createRequestApi(fetch);
  return {
    ...sessionApi(ask),
    ...roomApi(ask),
    ...messageApi(ask),
    ...peopleApi(ask),
    ...searchApi(ask),
    ...fileApi(ask),
    ...adminApi(ask),
  };
}
