import {
  initializeImageMagick,
  MagickColors,
  MagickFormat,
  MagickImage,
  MagickImageCollection,
} from "@imagemagick/magick-wasm";
import wasm from "@imagemagick/magick-wasm/magick.wasm" with { type: "bytes" };

await initializeImageMagick(wasm);

/** A picture of one colour. */
export function testImage(
  type: "jpeg" | "png" | "webp" | "gif" | "avif",
  width = 8,
  height = 6,
): Uint8Array<ArrayBuffer> {
  const formats = {
    jpeg: MagickFormat.Jpeg,
    png: MagickFormat.Png,
    webp: MagickFormat.WebP,
    gif: MagickFormat.Gif,
    avif: MagickFormat.Avif,
  };
  const image = MagickImage.create(MagickColors.Orange, width, height);
  try {
    return image.write(formats[type], (bytes) => new Uint8Array(bytes));
  } finally {
    image.dispose();
  }
}

/** An animation of two frames. */
export function testAnimation(
  type: "webp" | "gif",
  width = 8,
  height = 6,
): Uint8Array<ArrayBuffer> {
  const frames = MagickImageCollection.create();
  for (const color of [MagickColors.Red, MagickColors.Blue]) {
    const frame = MagickImage.create(color, width, height);
    frame.animationDelay = 10;
    frames.push(frame);
  }
  try {
    const format = type === "gif" ? MagickFormat.Gif : MagickFormat.WebP;
    return frames.write(format, (bytes) => new Uint8Array(bytes));
  } finally {
    frames.dispose();
  }
}

/** How many frames a picture has, and how large it is. */
export function inspectImage(bytes: Uint8Array<ArrayBuffer>) {
  const frames = MagickImageCollection.create(bytes);
  try {
    const [{ width, height, orientation, attributeNames }] = frames as unknown as [MagickImage];
    return { frames: frames.length, width, height, orientation, attributeNames };
  } finally {
    frames.dispose();
  }
}

/** Exif data with an orientation, a camera and a place. */
export function testExif(orientation: number): Uint8Array<ArrayBuffer> {
  const make = "Camera Of Ana\0\0\0";
  const place = "N\x3448.20849 16.37208 Vienna\0";
  const bytes = latin1(
    "MM\0*\0\0\0\x08\0\x02" +
      `\x01\x0f\0\x02\0\0\0\x10\0\0\0\x26` +
      `\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0` +
      "\0\0\0\0" + make + place,
  );
  return bytes;
}

export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** Puts bytes into others, at a place. */
export function insertBytes(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  more: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length + more.length);
  out.set(bytes.subarray(0, at));
  out.set(more, at);
  out.set(bytes.subarray(at), at + more.length);
  return out;
}

/** A JPEG segment. */
export function jpegSegment(marker: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = body.length + 2;
  return new Uint8Array([0xff, marker, length >> 8, length & 255, ...body]);
}

/** A JPEG as a phone takes it: turned, with camera, place, a comment and something behind its end. */
export function phonePhoto(orientation = 1, width = 8, height = 6): Uint8Array<ArrayBuffer> {
  const mark = new Uint8Array([...latin1("Exif\0\0"), ...testExif(orientation)]);
  let bytes = testImage("jpeg", width, height);
  bytes = insertBytes(bytes, 2, jpegSegment(0xfe, latin1("a comment of Vienna")));
  bytes = insertBytes(bytes, 2, jpegSegment(0xe1, mark));
  return insertBytes(bytes, bytes.length, latin1("a film of Vienna"));
}
