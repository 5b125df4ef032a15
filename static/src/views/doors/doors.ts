/** The doors, for those who are not signed in; one script. */
export { doors as texts } from "../../strings/doors.ts";
export { door } from "./door.ts";
/** As in `../more.ts`. */
export { start } from "../../start.ts";
