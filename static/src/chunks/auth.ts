/** The doors, for those who are not signed in; one script. */
export { doors as texts } from "../i18n/en/auth.ts";
export { door } from "../views/auth/auth_page.ts";
/** As in `./secondary.ts`. */
export { start } from "../app/bootstrap.ts";
