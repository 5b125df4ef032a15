import type { FileLimits } from "../ops/config.ts";
import type { Asker } from "../util/fair_queue.ts";
import { Turns } from "../util/semaphore.ts";
import { kindOf } from "../protocol/file_kinds.ts";
import { Refused } from "../protocol/chat_error.ts";
import type { FileFacts, Files, StoredFile } from "../store/store.ts";
import type { Blobs } from "./blob_store.ts";
import { LIFE, noFile } from "./upload_ttl.ts";
import { HEAD, isCalledPicture, isPicture, typeOf } from "./metadata/mime_sniff.ts";
import { renamed } from "./metadata/filenames.ts";
import type { Drawn } from "./images/process_image.ts";
import type { Pictures } from "./images/image_worker.ts";

/** Names that the store looks at in one go. */
const AT_ONCE = 1_000;

export interface FinishingDeps {
  store: Files;
  blobs: Blobs;
  pictures: Pictures;
  limits: FileLimits;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Makes uploads files, and clears away what is none: between a blob and its entry nothing may sweep. */
export class Finishing {
  readonly #turns = new Turns(1, Infinity, "server_busy");
  #running = new Map<string, Promise<StoredFile>>();

  constructor(private readonly deps: FinishingDeps) {}

  /**
   * Looks at an upload of which all is there, and makes it a file.
   * @throws Refused when it is not what may be sent; then nothing of it is left.
   */
  finish(file: StoredFile, asker: Asker): Promise<StoredFile> {
    const running = this.#running.get(file.id) ?? this.#finish(file, asker)
      .finally(() => this.#running.delete(file.id));
    this.#running.set(file.id, running);
    return running;
  }

  /** Deletes the content of files that are gone, and what is left of uploads that are. */
  sweep(): Promise<void> {
    const { store, blobs } = this.deps;
    return this.#turns.take(async () => {
      for (const hash of await store.takeLooseBlobs()) await blobs.delete(hash);
      for (const some of chunksOf(await blobs.listUploads())) {
        for (const upload of await store.strayUploads(some)) await blobs.drop(upload);
      }
    });
  }

  /** Deletes all content that no file has, as a crash may leave it. Looks at every blob: for the start. */
  sweepAll(): Promise<void> {
    const { store, blobs } = this.deps;
    return this.#turns.take(async () => {
      for (const some of chunksOf(await blobs.listBlobs())) {
        for (const hash of await store.strayBlobs(some)) await blobs.delete(hash);
      }
    });
  }

  async #finish(file: StoredFile, asker: Asker): Promise<StoredFile> {
    try {
      const type = typeOf(await this.deps.blobs.read(file.id, HEAD), file.claimed);
      this.#check(file, type);
      const drawn = isPicture(type) ? await this.#draw(file, asker, type) : undefined;
      return await this.#turns.take(() => this.#keep(file, type, drawn));
    } catch (error) {
      // It was taken back meanwhile, or its time was over.
      if (error instanceof Deno.errors.NotFound) throw noFile();
      if (error instanceof Refused && error.code !== "unavailable") await this.#forget(file);
      throw error;
    }
  }

  #check({ name, claimed }: StoredFile, type: string): void {
    const { kinds } = this.deps.limits;
    if (isCalledPicture(name, claimed) && !isPicture(type)) {
      throw new Refused("not_a_picture");
    }
    const kind = isPicture(type) ? "picture" : kindOf(type);
    if (!kinds.includes(kind)) {
      throw new Refused("file_kind", { params: { kinds: kinds.join(", ") } });
    }
  }

  #draw({ id, length }: StoredFile, asker: Asker, type: string): Promise<Drawn> {
    return this.deps.pictures.draw(asker, type, length, () => this.deps.blobs.read(id));
  }

  async #keep(file: StoredFile, type: string, drawn: Drawn | undefined): Promise<StoredFile> {
    const { store, blobs, now } = this.deps;
    const facts = drawn
      ? await this.#putPicture(file, type, drawn)
      : { name: file.name, type, size: file.length, blob: await blobs.keep(file.id) };
    const expiresAt = now() + LIFE;
    if (await store.finishUpload(file.id, facts, expiresAt)) {
      await blobs.drop(file.id);
      return { ...file, name: facts.name, expiresAt, facts };
    }
    // It was taken back meanwhile.
    const kept = [facts.blob, ...(facts.thumb === undefined ? [] : [facts.thumb])];
    for (const hash of await store.strayBlobs(kept)) await blobs.delete(hash);
    throw noFile();
  }

  async #putPicture(file: StoredFile, type: string, drawn: Drawn): Promise<FileFacts> {
    const { blobs } = this.deps;
    const { bytes, thumb, ...facts } = drawn;
    return {
      ...facts,
      name: drawn.type === type ? file.name : renamed(file.name, drawn.type),
      size: bytes.length,
      blob: await blobs.put(bytes),
      ...(thumb ? { thumb: await blobs.put(thumb) } : {}),
    };
  }

  async #forget({ id }: StoredFile): Promise<void> {
    await this.deps.store.dropUpload(id);
    await this.deps.blobs.drop(id);
  }
}

function chunksOf(names: string[]): string[][] {
  const count = Math.ceil(names.length / AT_ONCE);
  return Array.from({ length: count }, (_, n) => names.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
}
