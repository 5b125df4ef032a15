import { crc32 } from "node:zlib";
import fc from "fast-check";
import { stripGif } from "../../../../lib/files/images/strip_gif.ts";
import { stripJpeg } from "../../../../lib/files/images/strip_jpeg.ts";
import { InvalidImage, type StrippedImage } from "../../../../lib/files/images/image_bytes.ts";
import { ImageWorker } from "../../../../lib/files/images/image_worker.ts";
import { stripPng } from "../../../../lib/files/images/strip_png.ts";
import { stripWebp } from "../../../../lib/files/images/strip_webp.ts";
import type { ChatError } from "../../../../lib/protocol/chat_error.ts";
import { assert, assertEquals, assertThrows, fail } from "../../../helpers/assert.ts";
import {
  insertBytes,
  inspectImage,
  jpegSegment,
  latin1,
  phonePhoto,
  testAnimation,
  testExif,
  testImage,
} from "../../../helpers/test_images.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const ANA = { id: "ana", isGuest: false };

const textOf = (bytes: Bytes) => new TextDecoder("latin1").decode(bytes);

/** A chunk of a PNG, before its end. */
function withPngChunk(bytes: Bytes, type: string, body: Bytes): Bytes {
  const chunk = new Uint8Array(12 + body.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length);
  chunk.set(latin1(type), 4);
  chunk.set(body, 8);
  view.setUint32(8 + body.length, crc32(chunk.subarray(4, 8 + body.length)));
  return insertBytes(bytes, bytes.length - 12, chunk);
}

/** A chunk of a WebP, at its end; it has a header that announces chunks. */
function withWebpChunk(bytes: Bytes, type: string, body: Bytes): Bytes {
  const chunk = new Uint8Array(8 + body.length + body.length % 2);
  chunk.set(latin1(type));
  new DataView(chunk.buffer).setUint32(4, body.length, true);
  chunk.set(body, 8);
  const out = insertBytes(bytes, bytes.length, chunk);
  new DataView(out.buffer).setUint32(4, out.length - 8, true);
  return out;
}

const extension = (label: number, body: string) =>
  latin1(`\x21${String.fromCharCode(label, body.length)}${body}\0`);

const webp = testAnimation("webp");
const gif = testAnimation("gif");
const afterHeader = 13 + 3 * 2 ** ((gif[10]! & 7) + 1);

const CASES: Record<string, { clean: (bytes: Bytes) => StrippedImage; plain: Bytes; told: Bytes }> =
  {
    JPEG: { clean: stripJpeg, plain: testImage("jpeg"), told: phonePhoto(6) },
    PNG: {
      clean: stripPng,
      plain: testImage("png"),
      told: withPngChunk(
        withPngChunk(testImage("png"), "tEXt", latin1("Comment\0Vienna")),
        "eXIf",
        testExif(6),
      ),
    },
    WebP: {
      clean: stripWebp,
      plain: webp,
      told: withWebpChunk(
        withWebpChunk(webp, "EXIF", testExif(6)),
        "XMP ",
        latin1("<x>Vienna</x>"),
      ),
    },
    GIF: {
      clean: stripGif,
      plain: gif,
      told: insertBytes(
        insertBytes(gif, afterHeader, extension(0xfe, "a comment of Vienna")),
        afterHeader,
        latin1("\x21\xff\x0bXMP DataXMP\x06Vienna\0"),
      ),
    },
  };

for (const [name, { clean, plain, told }] of Object.entries(CASES)) {
  Deno.test(`a ${name} loses place and camera, and nothing of what is seen`, () => {
    const cleaned = clean(told);
    assert(/Vienna/.test(textOf(told)));
    assert(!/Vienna|Camera|Comment/.test(textOf(cleaned.bytes)));
    assertEquals([cleaned.width, cleaned.height], [8, 6]);
    const [before, after] = [inspectImage(plain), inspectImage(cleaned.bytes)];
    assertEquals([after.frames, after.width, after.height], [before.frames, 8, 6]);
    assertEquals(cleaned.orientation, name === "GIF" ? 1 : 6);
    // What is clean stays as it is.
    assertEquals(clean(cleaned.bytes), { ...cleaned });
  });

  Deno.test(`a ${name} that is cut off or damaged is refused, or comes out as one that can be read`, () => {
    fc.assert(fc.property(fc.nat(told.length), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
      const broken = isCut ? told.slice(0, at) : told.slice();
      if (!isCut && at < broken.length) broken[at] = byte;
      try {
        clean(clean(broken).bytes);
      } catch (error) {
        assert(error instanceof InvalidImage, String(error));
      }
    }));
  });
}

Deno.test("a JPEG without its end is as good as one with it", () => {
  const whole = testImage("jpeg");
  assertEquals(stripJpeg(whole.slice(0, -2)), stripJpeg(whole));
});

Deno.test("a JPEG keeps its colours and its transform, and a preview goes", () => {
  let bytes = testImage("jpeg");
  for (const body of ["ICC_PROFILE\0\x01\x01colours", "MPF\0preview"]) {
    bytes = insertBytes(bytes, 2, jpegSegment(0xe2, latin1(body)));
  }
  bytes = insertBytes(bytes, 2, jpegSegment(0xee, latin1("Adobe\0d\0\0\0\0\x01")));
  const text = textOf(stripJpeg(bytes).bytes);
  const kept = ["ICC_PROFILE\0\x01\x01colours", "Adobe"];
  assertEquals([...kept, "preview"].filter((one) => text.includes(one)), kept);
});

Deno.test("an animation stays one", () => {
  assertEquals(inspectImage(stripGif(gif).bytes).frames, 2);
  assertEquals(inspectImage(stripWebp(webp).bytes).frames, 2);
});

Deno.test("a picture of very many parts, or of filling, costs little more than its size", () => {
  const tables = latin1("\xff\xdb\0\x02".repeat(250_000));
  const many = insertBytes(testImage("jpeg"), 2, tables);
  assertEquals(stripJpeg(many).bytes.length, stripJpeg(testImage("jpeg")).bytes.length + 1_000_000);
  const filled = insertBytes(testImage("jpeg"), 2, new Uint8Array(1_000_000).fill(0xff));
  assertEquals(stripJpeg(filled).bytes, stripJpeg(testImage("jpeg")).bytes);
});

Deno.test("a picture that is no picture of its type is broken", () => {
  assertThrows(() => stripPng(latin1("\x89PNG\r\n\x1a\n" + "\0".repeat(40))), InvalidImage);
  assertThrows(() => stripJpeg(latin1("\xff\xd8\xff\xe0 not one")), InvalidImage);
  assertThrows(() => stripGif(latin1("GIF89a<script>alert(1)</script>")), InvalidImage);
});

Deno.test("Pictures draws thumbnails on its own thread, one after the other", async () => {
  const pictures = new ImageWorker(fail, { mostMs: 60_000 });
  const draw = (type: string, bytes: Bytes) =>
    pictures.process(ANA, type, bytes.length, () => Promise.resolve(bytes));
  const [jpeg, small, avif] = await Promise.all([
    draw("image/jpeg", phonePhoto(8, 1_200, 800)),
    draw("image/png", testImage("png")),
    draw("image/avif", testImage("avif", 900, 450)),
  ]);
  assertEquals([jpeg.width, jpeg.height], [800, 1_200]);
  const { width, height } = inspectImage(jpeg.thumb!);
  assertEquals([width, height], [480, 720]);
  assertEquals([small.thumb, small.width, small.height], [undefined, 8, 6]);
  assertEquals([avif.type, avif.width, avif.height, avif.thumb !== undefined], [
    "image/webp",
    900,
    450,
    true,
  ]);
  assertEquals(Uint8Array.fromBase64(jpeg.blur).length, 48);
  pictures.close();
});

Deno.test("Pictures refuses what is too large or broken, and goes on", async () => {
  const pictures = new ImageWorker(fail, { mostMs: 60_000 });
  const codeOf = (type: string, bytes: Bytes, size = bytes.length) =>
    pictures.process(ANA, type, size, () => Promise.resolve(bytes))
      .then(() => "ok", (error: ChatError) => error.code);
  const bomb = testImage("png");
  new DataView(bomb.buffer).setUint32(16, 100_000);
  new DataView(bomb.buffer).setUint32(20, 100_000);
  assertEquals(await codeOf("image/png", bomb), "too_large");
  assertEquals(await codeOf("image/png", testImage("png"), 2 ** 30), "too_large");
  // The header is in order, the pixels are not.
  const hollow = testImage("png", 300, 300);
  hollow.fill(0, 60, 90);
  assertEquals(await codeOf("image/png", hollow), "bad_type");
  assertEquals(await codeOf("image/heic", latin1("\0\0\0\x18ftypheic no boxes")), "bad_type");
  assertEquals(await codeOf("image/png", testImage("png")), "ok");
  pictures.close();
});
