import { crc32 } from "node:zlib";
import fc from "fast-check";
import { cleanGif } from "../../../../lib/files/images/strip_gif.ts";
import { cleanJpeg } from "../../../../lib/files/images/strip_jpeg.ts";
import { BrokenPicture, type Cleaned } from "../../../../lib/files/images/image_bytes.ts";
import { Pictures } from "../../../../lib/files/images/image_worker.ts";
import { cleanPng } from "../../../../lib/files/images/strip_png.ts";
import { cleanWebp } from "../../../../lib/files/images/strip_webp.ts";
import type { Refused } from "../../../../lib/protocol/chat_error.ts";
import { assert, assertEquals, assertThrows, fail } from "../../../helpers/assert.ts";
import {
  animation,
  exif,
  insert,
  latin,
  look,
  photo,
  picture,
  segment,
} from "../../../helpers/test_images.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const ANA = { id: "ana", isGuest: false };

const textOf = (bytes: Bytes) => new TextDecoder("latin1").decode(bytes);

/** A chunk of a PNG, before its end. */
function withPngChunk(bytes: Bytes, type: string, body: Bytes): Bytes {
  const chunk = new Uint8Array(12 + body.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length);
  chunk.set(latin(type), 4);
  chunk.set(body, 8);
  view.setUint32(8 + body.length, crc32(chunk.subarray(4, 8 + body.length)));
  return insert(bytes, bytes.length - 12, chunk);
}

/** A chunk of a WebP, at its end; it has a header that announces chunks. */
function withWebpChunk(bytes: Bytes, type: string, body: Bytes): Bytes {
  const chunk = new Uint8Array(8 + body.length + body.length % 2);
  chunk.set(latin(type));
  new DataView(chunk.buffer).setUint32(4, body.length, true);
  chunk.set(body, 8);
  const out = insert(bytes, bytes.length, chunk);
  new DataView(out.buffer).setUint32(4, out.length - 8, true);
  return out;
}

const extension = (label: number, body: string) =>
  latin(`\x21${String.fromCharCode(label, body.length)}${body}\0`);

const webp = animation("webp");
const gif = animation("gif");
const afterHeader = 13 + 3 * 2 ** ((gif[10]! & 7) + 1);

const CASES: Record<string, { clean: (bytes: Bytes) => Cleaned; plain: Bytes; told: Bytes }> = {
  JPEG: { clean: cleanJpeg, plain: picture("jpeg"), told: photo(6) },
  PNG: {
    clean: cleanPng,
    plain: picture("png"),
    told: withPngChunk(
      withPngChunk(picture("png"), "tEXt", latin("Comment\0Vienna")),
      "eXIf",
      exif(6),
    ),
  },
  WebP: {
    clean: cleanWebp,
    plain: webp,
    told: withWebpChunk(withWebpChunk(webp, "EXIF", exif(6)), "XMP ", latin("<x>Vienna</x>")),
  },
  GIF: {
    clean: cleanGif,
    plain: gif,
    told: insert(
      insert(gif, afterHeader, extension(0xfe, "a comment of Vienna")),
      afterHeader,
      latin("\x21\xff\x0bXMP DataXMP\x06Vienna\0"),
    ),
  },
};

for (const [name, { clean, plain, told }] of Object.entries(CASES)) {
  Deno.test(`a ${name} loses place and camera, and nothing of what is seen`, () => {
    const cleaned = clean(told);
    assert(/Vienna/.test(textOf(told)));
    assert(!/Vienna|Camera|Comment/.test(textOf(cleaned.bytes)));
    assertEquals([cleaned.width, cleaned.height], [8, 6]);
    const [before, after] = [look(plain), look(cleaned.bytes)];
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
        assert(error instanceof BrokenPicture, String(error));
      }
    }));
  });
}

Deno.test("a JPEG without its end is as good as one with it", () => {
  const whole = picture("jpeg");
  assertEquals(cleanJpeg(whole.slice(0, -2)), cleanJpeg(whole));
});

Deno.test("a JPEG keeps its colours and its transform, and a preview goes", () => {
  let bytes = picture("jpeg");
  for (const body of ["ICC_PROFILE\0\x01\x01colours", "MPF\0preview"]) {
    bytes = insert(bytes, 2, segment(0xe2, latin(body)));
  }
  bytes = insert(bytes, 2, segment(0xee, latin("Adobe\0d\0\0\0\0\x01")));
  const text = textOf(cleanJpeg(bytes).bytes);
  const kept = ["ICC_PROFILE\0\x01\x01colours", "Adobe"];
  assertEquals([...kept, "preview"].filter((one) => text.includes(one)), kept);
});

Deno.test("an animation stays one", () => {
  assertEquals(look(cleanGif(gif).bytes).frames, 2);
  assertEquals(look(cleanWebp(webp).bytes).frames, 2);
});

Deno.test("a picture of very many parts, or of filling, costs little more than its size", () => {
  const tables = latin("\xff\xdb\0\x02".repeat(250_000));
  const many = insert(picture("jpeg"), 2, tables);
  assertEquals(cleanJpeg(many).bytes.length, cleanJpeg(picture("jpeg")).bytes.length + 1_000_000);
  const filled = insert(picture("jpeg"), 2, new Uint8Array(1_000_000).fill(0xff));
  assertEquals(cleanJpeg(filled).bytes, cleanJpeg(picture("jpeg")).bytes);
});

Deno.test("a picture that is no picture of its type is broken", () => {
  assertThrows(() => cleanPng(latin("\x89PNG\r\n\x1a\n" + "\0".repeat(40))), BrokenPicture);
  assertThrows(() => cleanJpeg(latin("\xff\xd8\xff\xe0 not one")), BrokenPicture);
  assertThrows(() => cleanGif(latin("GIF89a<script>alert(1)</script>")), BrokenPicture);
});

Deno.test("Pictures draws thumbnails on its own thread, one after the other", async () => {
  const pictures = new Pictures(fail, { mostMs: 60_000 });
  const draw = (type: string, bytes: Bytes) =>
    pictures.draw(ANA, type, bytes.length, () => Promise.resolve(bytes));
  const [jpeg, small, avif] = await Promise.all([
    draw("image/jpeg", photo(8, 1_200, 800)),
    draw("image/png", picture("png")),
    draw("image/avif", picture("avif", 900, 450)),
  ]);
  assertEquals([jpeg.width, jpeg.height], [800, 1_200]);
  const { width, height } = look(jpeg.thumb!);
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
  const pictures = new Pictures(fail, { mostMs: 60_000 });
  const codeOf = (type: string, bytes: Bytes, size = bytes.length) =>
    pictures.draw(ANA, type, size, () => Promise.resolve(bytes))
      .then(() => "ok", (error: Refused) => error.code);
  const bomb = picture("png");
  new DataView(bomb.buffer).setUint32(16, 100_000);
  new DataView(bomb.buffer).setUint32(20, 100_000);
  assertEquals(await codeOf("image/png", bomb), "too_large");
  assertEquals(await codeOf("image/png", picture("png"), 2 ** 30), "too_large");
  // The header is in order, the pixels are not.
  const hollow = picture("png", 300, 300);
  hollow.fill(0, 60, 90);
  assertEquals(await codeOf("image/png", hollow), "bad_type");
  assertEquals(await codeOf("image/heic", latin("\0\0\0\x18ftypheic no boxes")), "bad_type");
  assertEquals(await codeOf("image/png", picture("png")), "ok");
  pictures.close();
});
