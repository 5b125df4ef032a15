import { IMAGE_LIMITS } from "../../../../lib/protocol/limits.ts";
import { crc32, deflateSync } from "node:zlib";
import { ImageMagick, MagickFormat, MagickReadSettings } from "@imagemagick/magick-wasm";
import { openDiskBlobStore } from "../../../../lib/files/disk_blob_store.ts";
import { openFileService } from "../../../../lib/files/file_service.ts";
import { AnimationTooLarge } from "../../../../lib/files/images/animation_limits.ts";
import { stripGif } from "../../../../lib/files/images/strip_gif.ts";
import {
  concatBytes,
  InvalidImage,
  latin1Bytes,
} from "../../../../lib/files/images/image_bytes.ts";
import { ImageWorker } from "../../../../lib/files/images/image_worker.ts";
import { stripPng } from "../../../../lib/files/images/strip_png.ts";
import {
  inflatedBytes,
  inflatePng,
  pngPasses,
  readPngHeader,
} from "../../../../lib/files/images/png_data.ts";
import { downsamplePng } from "../../../../lib/files/images/downsample_png.ts";
import { stripWebp } from "../../../../lib/files/images/strip_webp.ts";
import { readConfig } from "../../../../lib/ops/config.ts";
import { startSandboxedWorker } from "../../../../lib/util/sandboxed_worker.ts";
import type { Log } from "../../../../lib/ops/log.ts";
import type { ChatError } from "../../../../lib/protocol/chat_error.ts";
import { openSqliteStore } from "../../../../lib/store/sqlite/store.ts";
import {
  assert,
  assertEquals,
  assertRejects,
  assertThrows,
  fail,
} from "../../../helpers/assert.ts";
import { testAnimation, testImage } from "../../../helpers/test_images.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const ANN = { id: "ann", isGuest: false };

const codeOf = (drawn: Promise<unknown>) =>
  drawn.then(() => "ok", (error: ChatError) => [error.code, error.message].join(": "));

function chunk(type: string, body: Uint8Array): Bytes {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, body.length);
  head.set(latin1Bytes(type), 4);
  const tail = new Uint8Array(4);
  new DataView(tail.buffer).setUint32(0, crc32(body, crc32(latin1Bytes(type))));
  return concatBytes([head, body, tail]);
}

interface Header {
  width: number;
  height: number;
  bits?: number;
  colour?: number;
  interlace?: number;
}

/** A PNG of this header and data. */
function png(
  { width, height, bits = 8, colour = 6, interlace = 0 }: Header,
  data: Uint8Array,
  more: Uint8Array[] = [],
): Bytes {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([bits, colour, 0, 0, interlace], 8);
  const chunks = [
    chunk("IHDR", header),
    ...more,
    chunk("IDAT", data),
    chunk("IEND", latin1Bytes("")),
  ];
  return concatBytes([latin1Bytes("\x89PNG\r\n\x1a\n"), ...chunks]);
}

/** A GIF of so many frames of a size. */
function gif(frames: number, width: number, height: number): Bytes {
  const size = [width & 255, width >> 8, height & 255, height >> 8];
  const frame = Uint8Array.from([0x2c, 0, 0, 0, 0, ...size, 0, 2, 0]);
  const bytes = new Uint8Array(13 + frames * frame.length + 1);
  bytes.set([...latin1Bytes("GIF89a"), ...size, 0, 0, 0]);
  for (let n = 0; n < frames; n++) bytes.set(frame, 13 + n * frame.length);
  bytes[bytes.length - 1] = 0x3b;
  return bytes;
}

Deno.test("a PNG is inflated no further than its header needs", async () => {
  const size = { width: 16, height: 16 };
  const bomb = png(size, deflateSync(new Uint8Array(200_000_000)));
  await assertRejects(() => inflatePng(bomb), InvalidImage);
  const fitting = png(size, deflateSync(new Uint8Array(16 * 65)));
  assertEquals(await inflatePng(fitting), 16 * 65);
  // Cut off or damaged data is the library's to judge.
  assert(
    await inflatePng(png(size, deflateSync(new Uint8Array(16 * 65)).subarray(0, 8))) < 16 * 65,
  );
  assertEquals(await inflatePng(png(size, latin1Bytes("no data"))), 0);
});

Deno.test("what a PNG's header needs follows from depth, colours and interlacing", () => {
  const needed = (header: Header) => inflatedBytes(readPngHeader(png(header, latin1Bytes(""))));
  assertEquals(needed({ width: 9, height: 2, bits: 1, colour: 0 }), 2 * 3);
  assertEquals(needed({ width: 9, height: 2, bits: 16, colour: 2 }), 2 * 55);
  assertEquals(needed({ width: 8, height: 8, bits: 8, colour: 3, interlace: 1 }), 64 + 15);
  assertEquals(needed({ width: 1, height: 1, bits: 8, colour: 3, interlace: 1 }), 2);
  assertThrows(() => needed({ width: 1, height: 1, colour: 5 }), InvalidImage);
});

/** The size and the pixels of a PNG, as the library reads them. */
function pixelsOf(
  bytes: Bytes,
): { width: number; height: number; at: (x: number, y: number) => string } {
  const settings = new MagickReadSettings({ format: MagickFormat.Png });
  return ImageMagick.read(bytes, settings, (image) => {
    const { width, height } = image;
    const all = image.getPixels((pixels) => pixels.toByteArray(0, 0, width, height, "RGBA"))!;
    const at = (x: number, y: number) => all.subarray(4 * (y * width + x), 4 * (y * width + x + 1));
    return { width, height, at: (x, y) => [...at(x, y)].join(" ") };
  });
}

/** Rows of any bytes, with each of the five filters. */
function anyRows(header: Header): Bytes {
  let state = 7;
  const next = () => (state = state * 48_271 % 2_147_483_647) >> 4;
  const read = readPngHeader(png(header, latin1Bytes("")));
  return concatBytes(
    pngPasses(read).flatMap(({ columns, rows }) =>
      Array.from({ length: rows }, (_, row) => {
        const bytes = new Uint8Array(1 + Math.ceil(columns * read.pixelBits / 8));
        return bytes.map((_, i) => i === 0 ? row % 5 : next());
      })
    ),
  );
}

for (const interlace of [0, 1]) {
  for (const [bits, colour] of [[1, 0], [2, 0], [16, 0], [4, 3], [8, 2], [8, 4], [8, 6], [16, 6]]) {
    const name = `colours ${colour} of ${bits} bits${interlace ? ", interlaced" : ""}`;
    Deno.test(`a large PNG is reduced to some of its own pixels: ${name}`, async () => {
      const header = { width: 6_500, height: 23, bits: bits!, colour: colour!, interlace };
      const palette = chunk("PLTE", Uint8Array.from({ length: 48 }, (_, i) => 5 * i));
      const more = colour === 3 ? [palette] : [];
      const whole = png(header, deflateSync(anyRows(header)), more);
      const [full, reduced] = [pixelsOf(whole), pixelsOf(await downsamplePng(whole, 0))];
      assertEquals([reduced.width, reduced.height], [1_625, 6]);
      for (let y = 0; y < 6; y++) {
        for (let x = 0; x < 1_625; x += 29) {
          assertEquals(reduced.at(x, y), full.at(4 * x, 4 * y), `${x}, ${y}`);
        }
      }
    });
  }
}

Deno.test("a PNG that needs no reducing stays as it is, and a large one that is cut off is broken", async () => {
  const small = testImage("png");
  assertEquals(await downsamplePng(small), small);
  const header = { width: 6_500, height: 23 };
  const rows = anyRows(header);
  const cut = png(header, deflateSync(rows.subarray(0, -1)));
  await assertRejects(() => downsamplePng(cut, 0), InvalidImage);
  const damaged = png(header, deflateSync(rows).subarray(0, -900));
  await assertRejects(() => downsamplePng(damaged, 0), InvalidImage);
  const filtered = png(header, deflateSync(rows.fill(9)));
  await assertRejects(() => downsamplePng(filtered, 0), InvalidImage);
});

Deno.test("an animation has frames and pixels within bounds, be it GIF, PNG or WebP", () => {
  assertEquals(stripGif(gif(IMAGE_LIMITS.animationFrames, 8, 8)).width, 8);
  assertThrows(() => stripGif(gif(IMAGE_LIMITS.animationFrames + 1, 8, 8)), AnimationTooLarge);
  const large = Math.ceil(IMAGE_LIMITS.animationPixels / IMAGE_LIMITS.pixels) + 1;
  assertThrows(() => stripGif(gif(large, 8_000, 8_000)), AnimationTooLarge);
  const control = chunk("fcTL", new Uint8Array(26));
  const frames = Array.from({ length: IMAGE_LIMITS.animationFrames + 1 }, () => control);
  assertThrows(
    () => stripPng(png({ width: 1, height: 1 }, latin1Bytes(""), frames)),
    AnimationTooLarge,
  );
  const webp = testAnimation("webp");
  const frame = frameOf(webp);
  const many = concatBytes([
    webp,
    ...Array.from({ length: IMAGE_LIMITS.animationFrames }, () => frame),
  ]);
  new DataView(many.buffer).setUint32(4, many.length - 8, true);
  assertThrows(() => stripWebp(many), AnimationTooLarge);
});

/** Where the first chunk of a type is in a WebP. */
function placeOf(webp: Bytes, type: string): number {
  const at = new TextDecoder("latin1").decode(webp).indexOf(type);
  assert(at > 0, type);
  return at;
}

function frameOf(webp: Bytes): Bytes {
  const at = placeOf(webp, "ANMF");
  const length = new DataView(webp.buffer).getUint32(at + 4, true);
  return webp.slice(at, at + 8 + length + length % 2);
}

Deno.test("a WebP has the sizes that it says: canvas, frames and pixels", () => {
  const webp = testAnimation("webp");
  assertEquals([stripWebp(webp).width, stripWebp(webp).height], [8, 6]);
  const [canvas, frame] = [placeOf(webp, "VP8X") + 8, placeOf(webp, "ANMF") + 8];
  const lies: [at: number, value: number][] = [
    // A canvas of 65,536 pixels, one that a frame does not fit on, a frame beside it, and a larger one.
    [canvas + 5, 0xff],
    [canvas + 4, 1],
    [frame, 100],
    [frame + 6, 3],
  ];
  for (const [at, value] of lies) {
    const lying = webp.slice();
    lying[at] = value;
    if (at === canvas + 5) lying[canvas + 4] = 0xff;
    assertThrows(() => stripWebp(lying), InvalidImage);
  }
  const still = testImage("webp");
  const head = new Uint8Array(18);
  head.set([...latin1Bytes("VP8X"), 10, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 5, 0, 0]);
  const extended = concatBytes([still.subarray(0, 12), head, still.subarray(12)]);
  new DataView(extended.buffer).setUint32(4, extended.length - 8, true);
  assertEquals(stripWebp(extended).width, 8);
  extended[25] = 0xf0;
  assertThrows(() => stripWebp(extended), InvalidImage);
});

Deno.test("a PNG bomb and a long animation are refused, each with its reason", async () => {
  const pictures = new ImageWorker(fail, { mostMs: 60_000 });
  const draw = (type: string, bytes: Bytes) =>
    codeOf(pictures.process(ANN, type, bytes.length, () => Promise.resolve(bytes)));
  const bomb = png({ width: 16, height: 16 }, deflateSync(new Uint8Array(20_000_000)));
  assertEquals(
    await draw("image/png", bomb),
    "bad_type: The picture cannot be read: it is broken or cut off.",
  );
  assertEquals(
    await draw("image/gif", gif(IMAGE_LIMITS.animationFrames + 1, 8, 8)),
    "too_large: The animation is too long: at most 5000 frames, " +
      "and 2048 million pixels in all of them.",
  );
  pictures.close();
});

/** A thread that says it is ready, and then never answers and never rests. */
const BUSY = "data:text/javascript,self.postMessage({kind:'ready'});self.onmessage=()=>{for(;;);}";

Deno.test("a picture that takes too long is refused, and the next has a thread of its own", async () => {
  const pages = [
    new URL(BUSY),
    new URL("../../../../lib/files/images/image_worker_thread.ts", import.meta.url),
  ];
  const pictures = new ImageWorker(fail, {
    start: () => startSandboxedWorker(pages.shift()!, "pictures"),
    mostMs: 10_000,
  });
  const draw = () =>
    codeOf(pictures.process(ANN, "image/png", 9, () => Promise.resolve(testImage("png"))));
  assertEquals(await Promise.all([draw(), draw()]), [
    "too_large: Looking at the picture takes too long. Send it with fewer pixels.",
    "ok",
  ]);
  pictures.close();
});

Deno.test("ten pictures of one account are behind one of another, and guests behind people", async () => {
  const pictures = new ImageWorker(fail, { mostMs: 60_000 });
  const done: string[] = [];
  const draw = async (id: string, isGuest: boolean) => {
    await pictures.process(
      { id, isGuest },
      "image/png",
      9,
      () => Promise.resolve(testImage("png")),
    );
    done.push(id);
  };
  const ten = Array.from({ length: 10 }, () => draw("mal", true));
  await Promise.all([...ten, draw("gil", true), draw("ann", false)]);
  assertEquals(done.slice(0, 4), ["mal", "ann", "mal", "gil"]);
  pictures.close();
});

Deno.test("a host that lets no thread be confined is named in the log, once", async () => {
  const warned: string[] = [];
  const log = { warn: (message: string) => void warned.push(message) } as Log;
  const dir = await Deno.makeTempDir({ prefix: "parley-files-" });
  const store = await openSqliteStore({ dir, driver: "node" });
  const blobs = await openDiskBlobStore(`${dir}/files`);
  const limits = readConfig(() => undefined).files;
  for (const isConfined of [true, false]) {
    await openFileService({ store, blobs, limits, log, now: Date.now, isConfined }).close();
  }
  assertEquals(warned, [
    "Pictures are read with all of the server's permissions: worker-options is off",
  ]);
  await store.close();
  await Deno.remove(dir, { recursive: true });
});
