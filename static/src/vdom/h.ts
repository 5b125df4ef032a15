/** What an element is to be like. Any other name is an attribute; `false` and `undefined` leave it out. */
export interface Props {
  /** Tells an element from its siblings, so that it keeps its DOM when they change. */
  key?: string | number | undefined;
  class?: string | undefined;
  /** Listeners by event type. */
  on?: Record<string, ((event: never) => void) | undefined>;
  /** Custom properties, as in `{ "--hue": 90 }`; style attributes are forbidden by the page's CSP. */
  vars?: Record<string, string | number>;
  /** The text of a field, set when it is not what the field holds. */
  value?: string;
  /** Runs once, when the element is in the page. */
  mount?: (element: HTMLElement) => void;
  [attribute: string]: unknown;
}

/** An element that should be in the page. */
export interface Vnode {
  tag: string;
  props: Props;
  children: Child[];
}

/** A child that is shown: an element, or text. */
export type Child = Vnode | string;
/** What views may write among children; nothing and `false` are left out. */
export type Children = Child | number | false | null | undefined | Children[];

/** Describes an element. */
export function h(tag: string, props: Props | null, ...children: Children[]): Vnode {
  return { tag, props: props ?? {}, children: flat(children, []) };
}

function flat(children: Children[], into: Child[]): Child[] {
  for (const child of children) {
    if (Array.isArray(child)) flat(child, into);
    else if (typeof child === "number") into.push(String(child));
    else if (child) into.push(child);
  }
  return into;
}

/** Class names that apply, as in `names("row", open && "open")`. */
export function classNames(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
