/** What becomes of files that are handed to the page; a key is that of a draft. */
export interface FileDropHandlers {
  /** Files are held over a place that takes them, or no longer. */
  heldOver(key: string | undefined): void;
  attach(key: string, files: File[]): void;
  /** What was handed has folders, which are left out. */
  folder(): void;
}

/**
 * Takes files that are dropped on a page or pasted into it. They go to the nearest place that takes some,
 * which an element tells by `data-files` with its key.
 */
export function listenForFileDrop(
  document: Document,
  { heldOver, attach, folder }: FileDropHandlers,
): void {
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
    const key = keyAt(document, event.target);
    // Without a place for it, the browser would leave the page for the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = key === undefined ? "none" : "copy";
    heldOver(key);
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) heldOver(undefined);
  });
  document.addEventListener("drop", (event) => {
    const { dataTransfer: handed, target } = event;
    heldOver(undefined);
    if (!handed || !hasFiles(handed)) return;
    event.preventDefault();
    const key = keyAt(document, target);
    if (key !== undefined) take(key, handed);
  });
  document.addEventListener("paste", (event) => {
    const { clipboardData: handed, target } = event;
    const key = keyAt(document, target);
    if (!handed || !hasFiles(handed) || isText(handed) || key === undefined) return;
    event.preventDefault();
    take(key, handed);
  });

  function take(key: string, { items, files }: DataTransfer): void {
    const entries = Array.from(items).filter(({ kind }) => kind === "file")
      .map((item) => item.webkitGetAsEntry?.());
    const plain = Array.from(files).filter((_, at) => !entries[at]?.isDirectory);
    if (plain.length < files.length) folder();
    if (plain.length > 0) attach(key, plain);
  }
}

function hasFiles({ types }: DataTransfer): boolean {
  return types.includes("Files");
}

/** A table or a text, with its picture for those who can show nothing else. */
function isText({ types }: DataTransfer): boolean {
  return types.includes("text/rtf") ||
    (types.includes("text/html") && types.includes("text/plain"));
}

function keyAt(document: Document, target: EventTarget | null): string | undefined {
  // What stands over the page takes no files.
  if (document.querySelector("dialog[open]")) return undefined;
  const place = target instanceof Element ? target.closest("main, aside") : null;
  const taker = place?.querySelector<HTMLElement>("[data-files]") ??
    document.querySelector<HTMLElement>("main [data-files]");
  return taker?.dataset.files;
}
