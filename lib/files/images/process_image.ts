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
import { HEIC } from "../metadata/mime_sniff.ts";
import { cleanGif } from "./strip_gif.ts";
import { sizeOfHeif } from "./heif_size.ts";
import { cleanJpeg } from "./strip_jpeg.ts";
import { BrokenPicture, type Cleaned } from "./image_bytes.ts";
import { cleanPng } from "./strip_png.ts";
import { reducePng } from "./downsample_png.ts";
import { cleanWebp } from "./strip_webp.ts";

/** Pixels of a picture; a phone's largest common ones have 50 million. */
export const PIXELS = 64_000_000;

/** Pixels of a thumbnail's longer side. */
const SIDE = 720;

/** Bytes of a picture that need no thumbnail when it is no larger than one. */
const SMALL = 64 * 1024;

/** Pixels of each side of what stands for a picture until it is there. */
const BLUR = 4;

/** What is made of a picture. */
export interface Drawn {
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
const CLEANERS: Readonly<
  Record<string, (bytes: Uint8Array<ArrayBuffer>) => Cleaned>
> = {
  "image/jpeg": cleanJpeg,
  "image/png": cleanPng,
  "image/webp": cleanWebp,
  "image/gif": cleanGif,
};
const FORMATS: Readonly<Record<string, MagickFormat>> = {
  "image/jpeg": MagickFormat.Jpeg,
  "image/png": MagickFormat.Png,
  "image/webp": MagickFormat.WebP,
  "image/gif": MagickFormat.Gif,
  "image/avif": MagickFormat.Avif,
  [HEIC]: MagickFormat.Heic,
};

/** Those that are not cleaned byte by byte are drawn anew: the type that each becomes. */
const ANEW: Readonly<Record<string, [type: string, format: MagickFormat]>> = {
  "image/avif": ["image/webp", MagickFormat.WebP],
  [HEIC]: ["image/jpeg", MagickFormat.Jpeg],
};

/**
 * Takes the metadata out of a picture and draws its thumbnail. Its size is read from its headers first,
 * so that one with too many pixels costs nothing.
 * @throws BrokenPicture when it is not a picture of this type, RangeError when it has too many pixels,
 * AnimationTooLarge when it has too many frames.
 */
export async function draw(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Drawn> {
  const clean = CLEANERS[type];
  const cleaned = clean ? clean(bytes) : { ...sizeOfHeif(bytes), bytes, orientation: 1 };
  const pixels = cleaned.width * cleaned.height;
  if (pixels === 0) throw new BrokenPicture("it has no size");
  if (pixels > PIXELS) throw new RangeError(`it has ${pixels} pixels`);
  const drawn = type === "image/png" ? await reducePng(cleaned.bytes) : cleaned.bytes;
  return ImageMagick.read(drawn, settingsFor(type), (image) => {
    return shape(image, cleaned, type);
  });
}

function settingsFor(type: string): MagickReadSettings {
  // The format is named, so that nothing in the file can choose another reader.
  const settings = new MagickReadSettings({
    format: FORMATS[type]!,
    frameIndex: 0,
    frameCount: 1,
  });
  // A JPEG is decoded at a fraction of its size, which takes a fraction of the memory.
  settings.setDefine(MagickFormat.Jpeg, "size", `${2 * SIDE}x${2 * SIDE}`);
  return settings;
}

function shape(image: IMagickImage, cleaned: Cleaned, type: string): Drawn {
  const anew = ANEW[type];
  if (anew) image.autoOrient();
  const picture = anew
    ? { bytes: write(image, anew[1], 90), type: anew[0], width: image.width, height: image.height }
    : { bytes: cleaned.bytes, type, ...upright(cleaned) };
  const isSmall = Math.max(picture.width, picture.height) <= SIDE && picture.bytes.length <= SMALL;
  if (Math.max(image.width, image.height) > SIDE) image.resize(new MagickGeometry(SIDE, SIDE));
  if (cleaned.orientation !== 1) {
    image.orientation = cleaned.orientation as Orientation;
    image.autoOrient();
  }
  const thumb = isSmall ? {} : { thumb: write(image, MagickFormat.WebP, 75) };
  return { ...picture, ...thumb, blur: blurOf(image) };
}

function upright({ width, height, orientation }: Cleaned) {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** Writes a picture, of its metadata with the colours alone. */
function write(image: IMagickImage, format: MagickFormat, quality: number) {
  const colours = image.getColorProfile();
  image.strip();
  if (colours) image.setProfile(colours);
  image.quality = quality;
  return image.write(format, (bytes) => new Uint8Array(bytes));
}

function blurOf(image: IMagickImage): string {
  image.backgroundColor = MagickColors.White;
  image.alpha(AlphaAction.Remove);
  const geometry = new MagickGeometry(BLUR, BLUR);
  geometry.ignoreAspectRatio = true;
  image.resize(geometry);
  const bytes = image.getPixels((pixels) => pixels.toByteArray(0, 0, BLUR, BLUR, "RGB"));
  return (bytes ?? new Uint8Array()).toBase64();
}
