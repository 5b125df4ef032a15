import { IMAGE_LIMITS } from "../../protocol/limits.ts";
import {
  AlphaAction,
  ImageMagick,
  type IMagickImage,
  MagickColors,
  MagickFormat,
  MagickGeometry,
  MagickReadSettings,
  Orientation,
} from "@imagemagick/magick-wasm";
import { HEIC_MEDIA_TYPE } from "../metadata/mime_sniff.ts";
import { stripGif } from "./strip_gif.ts";
import { readHeifSize } from "./heif_size.ts";
import { stripJpeg } from "./strip_jpeg.ts";
import { InvalidImage, type StrippedImage } from "./image_bytes.ts";
import { stripPng } from "./strip_png.ts";
import { downsamplePng } from "./downsample_png.ts";
import { stripWebp } from "./strip_webp.ts";

/** Pixels of a thumbnail's longer side. */
const THUMBNAIL_SIDE_PX = 720;

/** Bytes of a picture that need no thumbnail when it is no larger than one. */
const NO_THUMBNAIL_MAX_BYTES = 64 * 1024;

/** Pixels of each side of what stands for a picture until it is there. */
const BLUR_SIDE_PX = 4;

/** What is made of a picture. */
export interface ProcessedImage {
  /** The picture, without metadata. */
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  /** Upright. */
  width: number;
  height: number;
  /** WebP, of at most 720 × 720; absent when the picture itself is that small. */
  thumb?: Uint8Array<ArrayBuffer>;
  /** 4 × 4 pixels: their RGB bytes row by row, in base64. */
  blur: string;
}

/** How each type of picture is cleaned and read. */
const METADATA_STRIPPERS: Readonly<
  Record<string, (bytes: Uint8Array<ArrayBuffer>) => StrippedImage>
> = {
  "image/jpeg": stripJpeg,
  "image/png": stripPng,
  "image/webp": stripWebp,
  "image/gif": stripGif,
};
const MAGICK_FORMATS: Readonly<Record<string, MagickFormat>> = {
  "image/jpeg": MagickFormat.Jpeg,
  "image/png": MagickFormat.Png,
  "image/webp": MagickFormat.WebP,
  "image/gif": MagickFormat.Gif,
  "image/avif": MagickFormat.Avif,
  [HEIC_MEDIA_TYPE]: MagickFormat.Heic,
};

/** Those that are not cleaned byte by byte are drawn anew: the type that each becomes. */
const REENCODED_AS: Readonly<Record<string, [type: string, format: MagickFormat]>> = {
  "image/avif": ["image/webp", MagickFormat.WebP],
  [HEIC_MEDIA_TYPE]: ["image/jpeg", MagickFormat.Jpeg],
};

/**
 * Takes the metadata out of a picture and draws its thumbnail. Its size is read from its headers first,
 * so that one with too many pixels costs nothing.
 * @throws InvalidImage when it is not a picture of this type, RangeError when it has too many pixels,
 * AnimationTooLarge when it has too many frames.
 */
export async function processImage(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<ProcessedImage> {
  const strip = METADATA_STRIPPERS[type];
  const stripped = strip ? strip(bytes) : { ...readHeifSize(bytes), bytes, orientation: 1 };
  const pixels = stripped.width * stripped.height;
  if (pixels === 0) throw new InvalidImage("it has no size");
  if (pixels > IMAGE_LIMITS.pixels) throw new RangeError(`it has ${pixels} pixels`);
  const source = type === "image/png" ? await downsamplePng(stripped.bytes) : stripped.bytes;
  return ImageMagick.read(source, readSettings(type), (image) => {
    return renderImage(image, stripped, type);
  });
}

function readSettings(type: string): MagickReadSettings {
  // The format is named, so that nothing in the file can choose another reader.
  const settings = new MagickReadSettings({
    format: MAGICK_FORMATS[type]!,
    frameIndex: 0,
    frameCount: 1,
  });
  // A JPEG is decoded at a fraction of its size, which takes a fraction of the memory.
  settings.setDefine(
    MagickFormat.Jpeg,
    "size",
    `${2 * THUMBNAIL_SIDE_PX}x${2 * THUMBNAIL_SIDE_PX}`,
  );
  return settings;
}

function renderImage(image: IMagickImage, stripped: StrippedImage, type: string): ProcessedImage {
  const reencoding = REENCODED_AS[type];
  if (reencoding) image.autoOrient();
  const output = reencoding
    ? {
      bytes: encodeImage(image, reencoding[1], 90),
      type: reencoding[0],
      width: image.width,
      height: image.height,
    }
    : { bytes: stripped.bytes, type, ...uprightSize(stripped) };
  const isSmall = Math.max(output.width, output.height) <= THUMBNAIL_SIDE_PX &&
    output.bytes.length <= NO_THUMBNAIL_MAX_BYTES;
  if (Math.max(image.width, image.height) > THUMBNAIL_SIDE_PX) {
    image.resize(new MagickGeometry(THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX));
  }
  if (stripped.orientation !== 1) {
    image.orientation = stripped.orientation as Orientation;
    image.autoOrient();
  }
  const thumb = isSmall ? {} : { thumb: encodeImage(image, MagickFormat.WebP, 75) };
  return { ...output, ...thumb, blur: blurPlaceholder(image) };
}

function uprightSize({ width, height, orientation }: StrippedImage) {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** Writes a picture, of its metadata with the colours alone. */
function encodeImage(image: IMagickImage, format: MagickFormat, quality: number) {
  const colorProfile = image.getColorProfile();
  image.strip();
  if (colorProfile) image.setProfile(colorProfile);
  image.quality = quality;
  return image.write(format, (bytes) => new Uint8Array(bytes));
}

function blurPlaceholder(image: IMagickImage): string {
  image.backgroundColor = MagickColors.White;
  image.alpha(AlphaAction.Remove);
  const geometry = new MagickGeometry(BLUR_SIDE_PX, BLUR_SIDE_PX);
  geometry.ignoreAspectRatio = true;
  image.resize(geometry);
  const bytes = image.getPixels((pixels) =>
    pixels.toByteArray(0, 0, BLUR_SIDE_PX, BLUR_SIDE_PX, "RGB")
  );
  return (bytes ?? new Uint8Array()).toBase64();
}
