import type { Child, Props, Vnode } from "./h.ts";

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

type Listener = (event: never) => void;
type Made = Element & { listeners?: Record<string, Listener | undefined> };

/** A place in the page whose content is described by views. */
export interface VdomRoot {
  /** Makes the page what is described, with as few changes as can be. A same Vnode is skipped. */
  render(next: Child[]): void;
}

/** Takes over the children of an element. */
export function createRoot(parent: Element): VdomRoot {
  let shown: Child[] = [];
  const nodes = new WeakMap<Element, Node[]>();
  let mounted: (() => void)[] = [];

  function make(child: Child, svg: boolean): Node {
    if (typeof child === "string") return document.createTextNode(child);
    const inSvg = svg || child.tag === "svg";
    const element: Made = inSvg
      ? document.createElementNS(SVG_NAMESPACE, child.tag)
      : document.createElement(child.tag);
    update(element, {}, child.props);
    children(element, [], child.children, inSvg);
    const { mount } = child.props;
    if (mount) mounted.push(() => mount(element as unknown as HTMLElement));
    return element;
  }

  function change(node: Node, before: Child, next: Child): void {
    if (before === next) return;
    if (typeof next === "string") {
      node.nodeValue = next;
      return;
    }
    const element = node as Made;
    update(element, (before as Vnode).props, next.props);
    children(element, (before as Vnode).children, next.children, element instanceof SVGElement);
  }

  function children(element: Element, before: Child[], next: Child[], svg: boolean): void {
    if (before === next) return;
    const held = nodes.get(element) ?? [];
    const free = new Map<string, number[]>();
    before.forEach((child, at) => {
      const id = identity(child);
      const same = free.get(id);
      if (same) same.push(at);
      else free.set(id, [at]);
    });
    const from = next.map((child) => free.get(identity(child))?.shift());
    for (const rest of free.values()) {
      for (const at of rest) element.removeChild(held[at]!);
    }
    let cursor = element.firstChild;
    nodes.set(
      element,
      next.map((child, at) => {
        const old = from[at];
        const node = old === undefined ? make(child, svg) : held[old]!;
        if (old !== undefined) change(node, before[old]!, child);
        if (node === cursor) cursor = cursor.nextSibling;
        else element.insertBefore(node, cursor);
        return node;
      }),
    );
  }

  return {
    render(next) {
      children(parent, shown, next, false);
      shown = next;
      const run = mounted;
      mounted = [];
      run.forEach((mount) => mount());
    },
  };
}

/** Siblings of the same identity take over each other's DOM, in order. */
function identity(child: Child): string {
  if (typeof child === "string") return "";
  return child.props.key === undefined ? child.tag : `${child.tag} ${child.props.key}`;
}

function update(element: Made, before: Props, next: Props): void {
  for (const name in before) {
    if (!(name in next)) set(element, name, before[name], undefined);
  }
  for (const name in next) set(element, name, before[name], next[name]);
}

function set(element: Made, name: string, before: unknown, next: unknown): void {
  if (name === "value") return setValue(element, next);
  if (before === next || name === "key" || name === "mount") return;
  if (name === "on") return listen(element, next);
  if (name === "vars") return setVars(element, next);
  // As an attribute it would only be what the field began with.
  if (name === "checked") return void ((element as HTMLInputElement).checked = next === true);
  if (next === undefined || next === null || next === false) element.removeAttribute(name);
  else element.setAttribute(name, next === true ? "" : String(next));
}

function setValue(element: Element, next: unknown): void {
  const field = element as HTMLInputElement;
  if (field.value !== next) field.value = String(next ?? "");
}

function setVars(element: Element, next: unknown): void {
  for (const [name, value] of Object.entries((next ?? {}) as Record<string, string | number>)) {
    (element as HTMLElement).style.setProperty(name, String(value));
  }
}

/** One listener a type, for good; it calls whichever the latest view gave. */
function listen(element: Made, next: unknown): void {
  const had = element.listeners ?? {};
  const gone = Object.fromEntries(Object.keys(had).map((type) => [type, undefined]));
  element.listeners = { ...gone, ...next as Record<string, Listener | undefined> };
  for (const type of Object.keys(element.listeners)) {
    if (type in had) continue;
    element.addEventListener(type, (event) => element.listeners?.[type]?.(event as never));
  }
}
