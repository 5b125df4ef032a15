import { type Children, h, type Vnode } from "../../dom/h.ts";
import { account, accountOf, isGuest } from "../../state/select.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../strings/doors.ts";
import type { Acts } from "../acts.ts";
import { mark } from "../icons.ts";
import { later } from "../later.ts";
import { more } from "../load.ts";
import { again } from "../parts.ts";
import { join } from "./join.ts";
import { reset } from "./reset.ts";
import { signIn } from "./signin.ts";
import { signUp } from "./signup.ts";
import { welcome } from "./welcome.ts";

const firstAdmin = later<[State, Acts]>(
  async () => (await more()).firstAdmin,
  (failed, retry) => failed ? again(t.failed, retry) : undefined,
);

/** Where one comes in. Nothing is shown before the server said who may. */
export function door(state: State, acts: Acts): Vnode {
  const { route, access, session } = state;
  const isWaiting = !access && (session.kind === "none" || isGuest(account(state)));
  const isForFirstAdmin = route.kind === "setup" || access?.closed;
  return h(
    "main",
    { id: "main", class: "welcome", key: route.kind },
    !isWaiting &&
      (isForFirstAdmin
        ? firstAdmin(state, acts)
        : h("div", { class: "welcome-card" }, mark(), card(state, acts))),
  );
}

function card(state: State, acts: Acts): Children {
  switch (state.route.kind) {
    case "reset":
      return reset(state, acts);
    case "signin":
      return signIn(state, acts);
    case "signup":
      return signUp(state, acts);
    case "join":
      return accountOf(state) === undefined ? welcome(state, acts) : join(state, acts);
    default:
      return state.access?.guests === "off" ? signIn(state, acts) : welcome(state, acts);
  }
}
