import { IDLE_FORM } from "./dialogs.ts";
import type { State } from "./state.ts";

/** The state of a page with nothing open over it. */
export const CLOSED_OVERLAYS = {
  roomSheetOpen: false,
  dialog: undefined,
  menu: undefined,
  createdInvite: undefined,
  filter: "",
  activeIndex: 0,
  form: IDLE_FORM,
} as const satisfies Partial<State>;
