/** What is no part of the first visit; one script, loaded when the first of it is shown. */
export { profile } from "./account.ts";
export { admin } from "./admin/admin.ts";
export { others } from "./dialogs/others.ts";
export { people } from "./directory/people.ts";
export { browse } from "./directory/rooms.ts";
