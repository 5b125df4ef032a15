import { paintBlurPlaceholder } from "../../../dom/blur_placeholder.ts";
import { h, type Vnode } from "../../../vdom/h.ts";
import type { ImageAttachment } from "../../../state/attachments.ts";

/** What is seen of a picture until it is there. */
export function imagePlaceholder({ id, blur }: ImageAttachment): Vnode | false {
  if (!blur) return false;
  return h("canvas", {
    key: `blur ${id}`,
    class: "blur",
    width: "4",
    height: "4",
    "aria-hidden": "true",
    mount: (element) => paintBlurPlaceholder(element as unknown as HTMLCanvasElement, blur),
  });
}

/** A picture as an image that shows itself when it is there, over its stand-in. */
export function image(
  { id, width, height }: ImageAttachment,
  src: string,
  alt: string,
  more: Record<string, unknown> = {},
): Vnode {
  return h("img", {
    key: id,
    class: "image",
    width,
    height,
    alt,
    draggable: "false",
    decoding: "async",
    ...more,
    on: {
      load: ({ currentTarget }: Event) => (currentTarget as Element).classList.add("there"),
    },
    // After all that decides how it is loaded.
    src,
  });
}
