import type { StateStore } from "../state/store.ts";

/** Pictures that are shown from this device, for as long as the server does not have them. */
export interface ImagePreviews {
  /** Makes an address for a picture that is to be sent. */
  add(id: string, picture: Blob): string;
  /** Tells by which id the server knows it. */
  known(id: string, file: string): void;
  /** The address of a picture by the server's id. */
  of(file: string): string | undefined;
}

/** Keeps addresses while a message that is being written, or waits to be sent, has their picture. */
export function createImagePreviews(store: StateStore): ImagePreviews {
  /** By the attachment's id. */
  const stored = new Map<string, { url: string; file?: string }>();

  store.subscribe(({ files, outbox }, _, { type }) => {
    if (stored.size === 0 || (type !== "outbox" && type !== "detached" && type !== "signedOut")) {
      return;
    }
    const attached = new Set(Object.values(files.byKey).flat().map(({ id }) => id));
    const pending = new Set(outbox.flatMap(({ files = [] }) => files.map(({ id }) => id)));
    for (const [id, { url, file = "" }] of stored) {
      if (attached.has(id) || pending.has(file)) continue;
      URL.revokeObjectURL(url);
      stored.delete(id);
    }
  });

  return {
    add(id, picture) {
      const url = URL.createObjectURL(picture);
      stored.set(id, { url });
      return url;
    },
    known(id, file) {
      const one = stored.get(id);
      if (one) one.file = file;
    },
    of: (file) => stored.values().find((one) => one.file === file)?.url,
  };
}
