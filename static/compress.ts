import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Bytes that a compressed copy must save to be worth the headers that describe it. */
const SAVING_MIN_BYTES = 64;

/** A build has time that a request has not: every copy is as small as its coding allows. */
const COMPRESSORS = {
  br: (content: Uint8Array) =>
    promisify(brotliCompress)(content, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
  gz: (content: Uint8Array) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
};

/**
 * Puts compressed copies beside the files of a folder, where they save something. A copy's name holds a
 * hash of what it is a copy of, as `index.html.0f3a….br`, so that no server takes one for another
 * build's. Returns the names.
 */
export async function compressFiles(
  folder: URL,
  hashOf: (content: Uint8Array<ArrayBuffer>) => Promise<string>,
): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  const copies = await Promise.all(names.map(async (name) => {
    const content = await Deno.readFile(new URL(name, folder));
    const hash = await hashOf(content);
    return await Promise.all(
      Object.entries(COMPRESSORS).map(async ([extension, compress]) => {
        const copy = await compress(content);
        if (copy.length > content.length - SAVING_MIN_BYTES) return [];
        const file = `${name}.${hash}.${extension}`;
        await Deno.writeFile(new URL(file, folder), copy);
        return [file];
      }),
    );
  }));
  return copies.flat(2);
}
