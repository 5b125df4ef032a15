import { claimsToBeImage, sniffType } from "../../../../lib/files/metadata/mime_sniff.ts";
import { fileKindOf } from "../../../../lib/protocol/file_kinds.ts";
import { assertEquals } from "../../../helpers/assert.ts";
import { latin1, testImage } from "../../../helpers/test_images.ts";

const BEGINNINGS: [
  begins: string | Uint8Array<ArrayBuffer>,
  type: string,
  kind: string,
  claimed?: string,
][] = [
  [testImage("jpeg"), "image/jpeg", "picture"],
  [testImage("png"), "image/png", "picture"],
  [testImage("gif"), "image/gif", "picture"],
  [testImage("webp"), "image/webp", "picture"],
  [testImage("avif"), "image/avif", "picture"],
  ["\0\0\0\x24ftypheic\0\0\0\0mif1heic", "image/heic", "other"],
  ["\0\0\0\x1cftypmif1\0\0\0\0mif1avif", "image/avif", "picture"],
  ["\0\0\0\x1cftypmif1\0\0\0\0mif1heic", "image/heic", "other"],
  ["\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41", "video/mp4", "video"],
  ["\0\0\0\x20ftypisom\0\0\x02\0isomiso2mp41", "audio/mp4", "audio", "audio/mp4"],
  ["\0\0\0\x1cftypM4A \0\0\0\0", "audio/mp4", "audio"],
  ["\0\0\0\x14ftypqt  \0\0\0\0", "video/quicktime", "video"],
  [
    "\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm",
    "video/webm",
    "video",
  ],
  ["\x1aE\xdf\xa3\x9fB\x82\x84webm", "audio/webm", "audio", "audio/webm;codecs=opus"],
  ["\x1aE\xdf\xa3\x9fB\x82\x88matroska", "application/octet-stream", "other"],
  ["OggS\0\x02" + "\0".repeat(21) + "\x01\x13OpusHead", "audio/ogg", "audio"],
  ["OggS\0\x02" + "\0".repeat(21) + "\x01\x2a\x80theora", "video/ogg", "video"],
  ["RIFF\0\0\0\0WAVEfmt ", "audio/wav", "audio"],
  ["fLaC\0", "audio/flac", "audio"],
  ["ID3\x04", "audio/mpeg", "audio"],
  ["\xff\xfb\x90\x64", "audio/mpeg", "audio"],
  ["%PDF-1.4", "application/pdf", "pdf"],
  ["PK\x03\x04", "application/zip", "other"],
  ["<!doctype html><script>", "application/octet-stream", "other", "image/png"],
  [
    "<svg xmlns='http://www.w3.org/2000/svg'>",
    "application/octet-stream",
    "other",
    "image/svg+xml",
  ],
  ["<?xml version='1.0'?><svg>", "application/octet-stream", "other", "audio/mpeg"],
  [" %PDF-1.4", "application/octet-stream", "other"],
  ["\xff\xfeh\0e\0", "application/octet-stream", "other"],
  ["", "application/octet-stream", "other", "video/mp4"],
];

for (const [begins, type, kind, claimed] of BEGINNINGS) {
  const head = typeof begins === "string" ? latin1(begins) : begins;
  const name = typeof begins === "string" ? JSON.stringify(begins) : `a picture`;
  Deno.test(`${name}${claimed ? ` that says ${claimed}` : ""} is ${type}`, () => {
    assertEquals(sniffType(head, claimed), type);
    assertEquals(fileKindOf(type), kind);
  });
}

Deno.test("isCalledPicture() looks at the name and at what its sender says", () => {
  const called: [name: string, claimed: string, is: boolean][] = [
    ["a.png", "", true],
    ["a.JPEG", "text/html", true],
    ["a.heic", "", true],
    ["a", "image/png", true],
    ["a.svg", "image/svg+xml", false],
    ["png", "", false],
    ["a.png.html", "", false],
  ];
  for (const [name, claimed, is] of called) assertEquals(claimsToBeImage(name, claimed), is, name);
});
