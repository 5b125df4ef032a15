import { type Children, h, type Vnode } from "../../../vdom/h.ts";
import {
  SEARCH_OPERATORS,
  type SearchOperator,
  withOperator,
} from "../../../state/search_operators.ts";
import { searchPath, searchQueryOf } from "../../../state/route.ts";
import { isBlocked } from "../../../state/selectors.ts";
import type { State } from "../../../state/state.ts";
import { t } from "../../../i18n/secondary.ts";
import type { Actions } from "../../../actions/types.ts";
import { icon } from "../../../icons/icons.ts";
import {
  button,
  iconButton,
  loadingRows,
  plainPage,
  retryNotice,
  textButton,
} from "../../ui/buttons.ts";
import { searchHit } from "./search_hit.ts";

const SEARCH_FIELD_ID = "search-field";

/** Messages by what they say, in all rooms that one may read. */
export function searchPage(state: State, actions: Actions): Vnode {
  const query = searchQueryOf(state.route);
  // A dialog has a text of its own.
  const typed = state.dialog ? query : state.filter;
  const wrong = state.lists.searchHits?.subject === query
    ? state.lists.searchHits.error
    : undefined;
  return plainPage(
    state,
    actions,
    t.titles.search,
    false,
    form(typed, wrong, actions),
    query !== "" && h("div", { class: "chips", role: "group", "aria-label": t.search.narrow }, [
      SEARCH_OPERATORS.map((operator) => chip(operator, typed, actions)),
    ]),
    query === ""
      ? beginning(state, typed, actions)
      : wrong
      ? false
      : results(state, query, actions),
  );
}

function form(typed: string, wrong: string | undefined, actions: Actions): Vnode {
  return h(
    "form",
    {
      class: "search-form",
      role: "search",
      on: {
        submit: (event: SubmitEvent) => {
          event.preventDefault();
          actions.search(typed);
        },
      },
    },
    h(
      "div",
      { class: "search-box" },
      icon("search"),
      h("input", {
        id: SEARCH_FIELD_ID,
        type: "text",
        class: "search",
        dir: "auto",
        placeholder: t.search.hint,
        "aria-label": t.search.field,
        "aria-invalid": wrong ? "true" : undefined,
        "aria-describedby": wrong ? `${SEARCH_FIELD_ID}-wrong` : undefined,
        autocomplete: "off",
        autocapitalize: "none",
        spellcheck: "false",
        enterkeyhint: "search",
        maxlength: "250",
        value: typed,
        mount: (field) => {
          actions.field(field);
          (field as HTMLInputElement).setSelectionRange(typed.length, typed.length);
        },
        on: {
          input: (event: InputEvent) => actions.query((event.target as HTMLInputElement).value),
        },
      }),
      typed !== "" && iconButton("close", t.search.clear, () => {
        actions.query("");
        focusField();
      }),
    ),
    wrong && h("p", { id: `${SEARCH_FIELD_ID}-wrong`, class: "field-error", role: "alert" }, wrong),
  );
}

function focusField(): void {
  document.getElementById(SEARCH_FIELD_ID)?.focus();
}

/** Puts an operator where its value can be written at once. */
function insert(operator: SearchOperator, typed: string, actions: Actions): void {
  actions.query(withOperator(typed, operator));
  focusField();
}

function chip(operator: SearchOperator, typed: string, actions: Actions): Vnode {
  return h("button", {
    key: operator,
    type: "button",
    class: "chip",
    title: t.search.operators[operator],
    on: { click: () => insert(operator, typed, actions) },
  }, operator);
}

/** Before one has looked for anything: how to, and what one looked for last. */
function beginning(state: State, typed: string, actions: Actions): Children {
  return [
    state.recentSearches.length > 0 && h(
      "section",
      { class: "recent", key: "recent", "aria-labelledby": "recent" },
      h(
        "div",
        { class: "list-title" },
        h("h2", { id: "recent" }, t.search.recent),
        textButton(t.search.forget, actions.forgetSearches),
      ),
      h(
        "ul",
        { class: "rows", "data-rove": ".recent-row" },
        state.recentSearches.map((query) =>
          h("li", { key: query }, [
            h(
              "a",
              { class: "recent-row", href: searchPath(query) },
              icon("search"),
              h("span", { class: "clip", dir: "auto" }, query),
            ),
          ])
        ),
      ),
    ),
    h(
      "section",
      { class: "recent", key: "operators", "aria-labelledby": "narrow" },
      h("div", { class: "list-title" }, h("h2", { id: "narrow" }, t.search.narrow)),
      h(
        "ul",
        { class: "rows", "data-rove": ".operator" },
        SEARCH_OPERATORS.map((operator) =>
          h("li", { key: operator }, [
            h(
              "button",
              {
                type: "button",
                class: "operator",
                on: { click: () => insert(operator, typed, actions) },
              },
              h("code", { dir: "ltr" }, operator),
              h("span", null, t.search.operators[operator]),
              h("span", { class: "hint clip", dir: "ltr" }, t.search.example[operator]),
            ),
          ])
        ),
      ),
    ),
  ];
}

function results(state: State, query: string, actions: Actions): Children {
  const found = state.lists.searchHits?.subject === query ? state.lists.searchHits : undefined;
  if (!found?.loaded) {
    return found?.status === "failed"
      ? retryNotice(t.failed, () => actions.reload("searchHits"))
      : loadingRows();
  }
  const { items, next, status, indexing } = found;
  const shown = items.filter(({ message }) => !isBlocked(state, message.userId));
  const onTimeout = indexing && h("p", { class: "hint", role: "status" }, t.search.catchingUp);
  if (shown.length === 0 && next === undefined) {
    return [
      h(
        "div",
        { class: "empty", role: "status", key: "none" },
        h("h2", null, t.search.none),
        h("p", null, t.search.noneHint),
      ),
      onTimeout,
    ];
  }
  return [
    onTimeout,
    shown.length > 0
      ? h(
        "ol",
        {
          class: "rows hits",
          "aria-label": t.search.found,
          "aria-busy": String(status === "loading"),
          "data-rove": ".hit",
        },
        shown.map((one) => searchHit(one, state)),
      )
      : h("p", { class: "list-empty", role: "status" }, t.search.noneYet),
    status === "failed"
      ? retryNotice(t.failed, () => actions.more("searchHits"))
      : next !== undefined
      ? h("div", { class: "more", key: "more" }, [
        button(t.showMore, () => actions.more("searchHits"), "small", {
          disabled: status === "loading",
        }),
      ])
      : h("p", { class: "hint all", key: "all" }, t.search.all),
  ];
}
