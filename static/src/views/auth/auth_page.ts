import { isGuest } from "../../../../lib/protocol/guests.ts";
import { type Children, h, type Vnode } from "../../vdom/h.ts";
import { account, accountOf } from "../../state/selectors.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/auth.ts";
import type { Actions } from "../../actions/types.ts";
import { logo } from "../../icons/icons.ts";
import { lazyView } from "../ui/lazy_view.ts";
import { loadSecondary } from "../../lazy/chunks.ts";
import { retryNotice } from "../ui/buttons.ts";
import { joinPage } from "./join.ts";
import { resetPasswordPage } from "./reset_password.ts";
import { signInPage } from "./sign_in.ts";
import { signUpPage } from "./sign_up.ts";
import { welcomePage } from "./welcome.ts";

const firstAdmin = lazyView<[State, Actions]>(
  async () => (await loadSecondary()).firstAdminPage,
  (failed, retry) => failed ? retryNotice(t.failed, retry) : undefined,
);

/** Where one comes in. Nothing is shown before the server said who may. */
export function authPage(state: State, actions: Actions): Vnode {
  const { route, access, session } = state;
  const isWaiting = !access && (session.kind === "none" || isGuest(account(state)));
  const isForFirstAdmin = route.kind === "setup" || access?.closed;
  return h(
    "main",
    { id: "main", class: "welcome", key: route.kind },
    !isWaiting &&
      (isForFirstAdmin
        ? firstAdmin(state, actions)
        : h("div", { class: "welcome-card" }, logo(), card(state, actions))),
  );
}

function card(state: State, actions: Actions): Children {
  switch (state.route.kind) {
    case "reset":
      return resetPasswordPage(state, actions);
    case "signin":
      return signInPage(state, actions);
    case "signup":
      return signUpPage(state, actions);
    case "join":
      return accountOf(state) === undefined
        ? welcomePage(state, actions)
        : joinPage(state, actions);
    default:
      return state.access?.guests === "off"
        ? signInPage(state, actions)
        : welcomePage(state, actions);
  }
}
