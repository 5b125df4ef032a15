import type { FileLimits } from "../ops/config.ts";
import type { QueueRequester } from "../util/fair_queue.ts";
import { Semaphore } from "../util/semaphore.ts";
import { fileKindOf } from "../protocol/file_kinds.ts";
import { ChatError } from "../protocol/chat_error.ts";
import type { FileMetadata, FileStore, StoredFile } from "../store/store.ts";
import type { BlobStore } from "./blob_store.ts";
import { fileNotFoundError, UNSENT_FILE_TTL_MS } from "./upload_ttl.ts";
import { claimsToBeImage, isImageType, SNIFFED_BYTES, sniffType } from "./metadata/mime_sniff.ts";
import { withExtensionOfType } from "./metadata/filenames.ts";
import type { ProcessedImage } from "./images/process_image.ts";
import type { ImageWorker } from "./images/image_worker.ts";

/** Names that the store looks at in one go. */
const CLEANUP_BATCH_SIZE = 1_000;

export interface UploadProcessorDeps {
  store: FileStore;
  blobs: BlobStore;
  imageWorker: ImageWorker;
  limits: FileLimits;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Makes uploads files, and clears away what is none: between a blob and its entry nothing may sweep. */
export class UploadProcessor {
  readonly #exclusive = new Semaphore(1, Infinity, "server_busy");
  #inProgress = new Map<string, Promise<StoredFile>>();

  constructor(private readonly deps: UploadProcessorDeps) {}

  /**
   * Looks at an upload of which all is there, and makes it a file.
   * @throws ChatError when it is not what may be sent; then nothing of it is left.
   */
  process(file: StoredFile, requester: QueueRequester): Promise<StoredFile> {
    const running = this.#inProgress.get(file.id) ?? this.#processUpload(file, requester)
      .finally(() => this.#inProgress.delete(file.id));
    this.#inProgress.set(file.id, running);
    return running;
  }

  /** Deletes the content of files that are gone, and what is left of uploads that are. */
  deleteUnreferenced(): Promise<void> {
    const { store, blobs } = this.deps;
    return this.#exclusive.run(async () => {
      for (const hash of await store.popUnreferencedBlobs()) await blobs.deleteBlob(hash);
      for (const batch of batchesOf(await blobs.listUploads())) {
        for (const upload of await store.findOrphanedUploads(batch)) {
          await blobs.deleteUpload(upload);
        }
      }
    });
  }

  /** Deletes all content that no file has, as a crash may leave it. Looks at every blob: for the start. */
  deleteOrphans(): Promise<void> {
    const { store, blobs } = this.deps;
    return this.#exclusive.run(async () => {
      for (const batch of batchesOf(await blobs.listBlobs())) {
        for (const hash of await store.findOrphanedBlobs(batch)) await blobs.deleteBlob(hash);
      }
    });
  }

  async #processUpload(file: StoredFile, requester: QueueRequester): Promise<StoredFile> {
    try {
      const type = sniffType(
        await this.deps.blobs.readUpload(file.id, SNIFFED_BYTES),
        file.claimed,
      );
      this.#assertAllowed(file, type);
      const image = isImageType(type) ? await this.#processImage(file, requester, type) : undefined;
      return await this.#exclusive.run(() => this.#store(file, type, image));
    } catch (error) {
      // It was taken back meanwhile, or its time was over.
      if (error instanceof Deno.errors.NotFound) throw fileNotFoundError();
      if (error instanceof ChatError && error.code !== "unavailable") await this.#discard(file);
      throw error;
    }
  }

  #assertAllowed({ name, claimed }: StoredFile, type: string): void {
    const { allowedKinds: kinds } = this.deps.limits;
    if (claimsToBeImage(name, claimed) && !isImageType(type)) {
      throw new ChatError("not_a_picture");
    }
    const kind = isImageType(type) ? "picture" : fileKindOf(type);
    if (!kinds.includes(kind)) {
      throw new ChatError("file_kind", { params: { kinds: kinds.join(", ") } });
    }
  }

  #processImage(
    { id, length }: StoredFile,
    requester: QueueRequester,
    type: string,
  ): Promise<ProcessedImage> {
    return this.deps.imageWorker.process(
      requester,
      type,
      length,
      () => this.deps.blobs.readUpload(id),
    );
  }

  async #store(
    file: StoredFile,
    type: string,
    image: ProcessedImage | undefined,
  ): Promise<StoredFile> {
    const { store, blobs, now } = this.deps;
    const facts = image
      ? await this.#storeImage(file, type, image)
      : { name: file.name, type, size: file.length, blob: await blobs.finalizeUpload(file.id) };
    const expiresAt = now() + UNSENT_FILE_TTL_MS;
    if (await store.finishUpload(file.id, facts, expiresAt)) {
      await blobs.deleteUpload(file.id);
      return { ...file, name: facts.name, expiresAt, metadata: facts };
    }
    // It was taken back meanwhile.
    const hashes = [facts.blob, ...(facts.thumb === undefined ? [] : [facts.thumb])];
    for (const hash of await store.findOrphanedBlobs(hashes)) await blobs.deleteBlob(hash);
    throw fileNotFoundError();
  }

  async #storeImage(file: StoredFile, type: string, image: ProcessedImage): Promise<FileMetadata> {
    const { blobs } = this.deps;
    const { bytes, thumb, ...facts } = image;
    return {
      ...facts,
      name: image.type === type ? file.name : withExtensionOfType(file.name, image.type),
      size: bytes.length,
      blob: await blobs.putBlob(bytes),
      ...(thumb ? { thumb: await blobs.putBlob(thumb) } : {}),
    };
  }

  async #discard({ id }: StoredFile): Promise<void> {
    await this.deps.store.deletePendingUpload(id);
    await this.deps.blobs.deleteUpload(id);
  }
}

function batchesOf(names: string[]): string[][] {
  const count = Math.ceil(names.length / CLEANUP_BATCH_SIZE);
  return Array.from(
    { length: count },
    (_, n) => names.slice(n * CLEANUP_BATCH_SIZE, (n + 1) * CLEANUP_BATCH_SIZE),
  );
}
