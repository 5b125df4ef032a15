/** What is no part of the first visit; one script, loaded when the first of it is shown. */
export { more as texts } from "../strings/more.ts";
export { createDesk } from "../acts/files/desk.ts";
export { moreActs } from "../acts/more.ts";
export { call } from "../acts/writing/commands.ts";
export { listenForFiles } from "../dom/handed.ts";
export { listenForPress } from "../dom/press.ts";
export { know } from "../knowing/know.ts";
export { commandOffers, personOffers } from "../state/completion.ts";
export { offers } from "./composer/offers.ts";
export { details } from "./details/details.ts";
export { firstAdmin } from "./doors/setup.ts";
export { thread } from "./thread/thread.ts";
export { dialogs } from "./dialogs/dialogs.ts";
export { playSound } from "./files/sound.ts";
export { tray } from "./files/tray.ts";
export { picker } from "./emoji.ts";
export { icons } from "./late_icons.ts";
export { menu } from "./menu.ts";
export { place } from "./place.ts";
/** All of the first visit, for the bundler to make one script of it, and not one of each part that is shared. */
export { start } from "../start.ts";
