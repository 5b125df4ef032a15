/** The doors, for those who are not signed in; one script. */
export { authTexts as texts } from "../i18n/en/auth.ts";
export { authPage } from "../views/auth/auth_page.ts";
/** As in `./secondary.ts`. */
export { bootstrap } from "../app/bootstrap.ts";
