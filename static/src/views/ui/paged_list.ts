import { type Children, h } from "../../vdom/h.ts";
import type { PagedList } from "../../state/paged_lists.ts";
import { t } from "../../i18n/secondary.ts";
import { button, loadingRows, retryNotice } from "./buttons.ts";

/** A list as far as it is loaded: its rows, or what stands in for them, and the way to more. */
export function pagedList<T extends { id: string }>(
  list: PagedList<T> | undefined,
  { of = "", row, nothing, rove, more, again: reload }: {
    /** What it is to be of; another one's is not shown. */
    of?: string;
    row: (item: T) => Children;
    /** Said when there is none. */
    nothing: string;
    /** What arrows move between. */
    rove?: string;
    more?: () => void;
    again: () => void;
  },
): Children {
  const shown = list?.subject === of ? list : undefined;
  if (!shown?.loaded) {
    return shown?.status === "failed" ? retryNotice(t.failed, reload) : loadingRows();
  }
  const { items, next, status } = shown;
  return [
    items.length > 0
      ? h(
        "ul",
        { class: "rows", "data-rove": rove, "aria-busy": String(status === "loading") },
        items.map(row),
      )
      : h("p", { class: "list-empty", role: "status", key: "nothing" }, nothing),
    status === "failed"
      ? retryNotice(t.failed, next === undefined ? reload : more ?? reload)
      : next !== undefined && more && h("div", { class: "more", key: "more" }, [
        button(t.showMore, more, "small", { disabled: status === "loading" }),
      ]),
  ];
}
