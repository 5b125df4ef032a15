import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { account, accountOf, isGuest } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/en/auth.ts";
import type { Acts } from "../../actions/types.ts";
import { mark } from "../../icons/icons.ts";
import { later } from "../ui/lazy_view.ts";
import { more } from "../../lazy/chunks.ts";
import { again } from "../ui/buttons.ts";
import { join } from "./join.ts";
import { reset } from "./reset_password.ts";
import { signIn } from "./sign_in.ts";
import { signUp } from "./sign_up.ts";
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
