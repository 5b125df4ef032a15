import { type Children, h, type Vnode } from "../../dom/h.ts";
import { account, accountOf, isGuest } from "../../state/select.ts";
import type { State } from "../../state/state.ts";
import type { Acts } from "../acts.ts";
import { mark } from "../icons.ts";
import { join } from "./join.ts";
import { reset } from "./reset.ts";
import { notSetUp } from "./not_set_up.ts";
import { setUp } from "./setup.ts";
import { signIn } from "./signin.ts";
import { signUp } from "./signup.ts";
import { welcome } from "./welcome.ts";

/** Where one comes in. Nothing is shown before the server said who may. */
export function door(state: State, acts: Acts): Vnode {
  const { route, access, session } = state;
  const isWaiting = !access && (session.kind === "none" || isGuest(account(state)));
  return h(
    "main",
    { id: "main", class: "welcome", key: route.kind },
    !isWaiting && h("div", { class: "welcome-card" }, mark(), card(state, acts)),
  );
}

function card(state: State, acts: Acts): Children {
  if (state.access?.closed && state.route.kind !== "setup") return notSetUp(acts);
  switch (state.route.kind) {
    case "setup":
      return setUp(state, acts);
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
