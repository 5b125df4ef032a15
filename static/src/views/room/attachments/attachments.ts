import { type FileKind, fileKindOf } from "../../../../../lib/protocol/file_kinds.ts";
import type { SentFile } from "../../../../../lib/protocol/model.ts";
import { classNames, h, type Vnode } from "../../../vdom/h.ts";
import { type ImageAttachment, isImageFile } from "../../../state/attachments.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import { t } from "../../../i18n/index.ts";
import type { Actions } from "../../../actions/types.ts";
import { icon } from "../../../icons/icons.ts";
import { loadSecondary } from "../../../lazy/chunks.ts";
import { contentUrl, downloadUrl, thumbnailUrl } from "./file_urls.ts";
import { FILE_KIND_ICONS } from "./kind_icons.ts";
import { image, imagePlaceholder } from "./image.ts";

/** Width by height between which a picture is shown whole. */
const IMAGE_MIN_WIDTH_PX = 0.4;
const IMAGE_MAX_WIDTH_PX = 4;

/** The files of a message: pictures together, then what plays, then the others. */
export function messageAttachments(message: TimelineMessage, actions: Actions): Vnode | false {
  const { files = [] } = message;
  if (files.length === 0) return false;
  const pictures = files.filter(isImageFile);
  const rest = files.filter((file) => !isImageFile(file));
  return h(
    "div",
    { class: "files" },
    pictures.length > 0 && gallery(pictures, message, actions),
    rest.map(card),
  );
}

function gallery(pictures: ImageAttachment[], message: TimelineMessage, actions: Actions): Vnode {
  const { length } = pictures;
  const columns = length === 2 || length === 4 ? 2 : 3;
  return h(
    "div",
    { class: classNames("pictures", length > 1 && "several"), vars: { "--columns": columns } },
    pictures.map((picture) => tile(picture, message, actions)),
  );
}

/** Its place is as large as it will be, before anything of it is there. */
function tile(picture: ImageAttachment, message: TimelineMessage, actions: Actions): Vnode {
  const { id, name, width, height } = picture;
  const ratio = Math.min(IMAGE_MAX_WIDTH_PX, Math.max(IMAGE_MIN_WIDTH_PX, width / height));
  const src = (message.pending && actions.preview(id)) || thumbnailUrl(picture);
  return h(
    "a",
    {
      key: id,
      class: "picture",
      href: contentUrl(picture),
      target: "_blank",
      title: name,
      "aria-haspopup": "dialog",
      vars: { "--ratio": ratio, "--width": width },
      on: {
        click: (event: MouseEvent) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          actions.dialog({ kind: "viewer", file: id, from: message, actual: false });
        },
      },
    },
    imagePlaceholder(picture),
    image(picture, src, t.files.picture(name), { loading: "lazy" }),
    picture.type === "image/gif" && h("span", { class: "picture-mark" }, "GIF"),
  );
}

/** A file that is no picture, and what plays it when it can be played. */
function card(file: SentFile): Vnode {
  const kind = fileKindOf(file.type);
  const player = kind === "audio" ? sound(file) : kind === "video" && film(file);
  return h(
    "div",
    { key: file.id, class: player ? classNames("player", kind) : "file-card" },
    line(file, kind),
    player,
  );
}

/** Filled by what is loaded later; the file can be downloaded at once. */
function sound(file: SentFile): Vnode {
  return h("div", {
    class: "sound",
    mount: (place) =>
      void loadSecondary().then(({ audioPlayer: playSound }) => playSound(place, file), () => {}),
  });
}

function film(file: SentFile): Vnode {
  return h("video", {
    controls: true,
    preload: "metadata",
    playsinline: true,
    "aria-label": file.name,
    src: contentUrl(file),
  });
}

/** What a file is, and the way to have it. */
function line(file: SentFile, kind: FileKind): Vnode {
  const { name, size } = file;
  const label = t.files.download(name);
  return h(
    "div",
    { class: "file-line" },
    h("span", { class: "file-icon" }, icon(FILE_KIND_ICONS[kind])),
    h(
      "span",
      { class: "file-about" },
      h("span", { class: "file-name", dir: "auto", title: name }, name),
      h("span", { class: "hint" }, `${wordFor(name, kind)} · ${t.files.size(size)}`),
    ),
    h(
      "a",
      {
        class: "icon-button",
        href: downloadUrl(file),
        download: name,
        "aria-label": label,
        title: label,
      },
      icon("download"),
    ),
  );
}

/** What people call a kind of file: where there is no better word, by the end of its name. */
function wordFor(name: string, kind: FileKind): string {
  const ending = kind === "other" ? name.match(/\.([a-z0-9]{1,5})$/i)?.[1] : undefined;
  return ending?.toUpperCase() ?? t.files.kinds[kind];
}
