import { Buffer } from "node:buffer";
import type { Browser } from "playwright-core";

/** Pixels of the drawing. */
const SIZE = { width: 1_400, height: 560 };

/** Hills before a low sun, from far to near: where each begins at the left, and its colour. */
const HILLS = [
  { path: "M0 380 C160 300 290 290 430 350 S760 270 930 320 S1250 380 1400 300", fill: "#8fb0b3" },
  { path: "M0 440 C220 360 340 420 520 430 S860 350 1010 400 S1270 460 1400 390", fill: "#5f8d93" },
  {
    path: "M0 490 C180 470 360 410 600 480 S1000 470 1150 440 S1330 470 1400 480",
    fill: "#356a72",
  },
  { path: "M0 560 C260 500 440 560 700 540 S1120 520 1400 570", fill: "#174650" },
];

const SCENE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 80 ${SIZE.width} ${SIZE.height}">
  <defs>
    <linearGradient id="sky" x2="0" y2="1">
      <stop stop-color="#f6d9b0"/><stop offset=".45" stop-color="#f3c4a0"/><stop offset="1" stop-color="#c9cfc8"/>
    </linearGradient>
    <radialGradient id="glow"><stop stop-color="#fff3d6" stop-opacity=".9"/><stop offset="1" stop-color="#fff3d6" stop-opacity="0"/></radialGradient>
  </defs>
  <rect width="1400" height="640" fill="url(#sky)"/>
  <circle cx="980" cy="230" r="260" fill="url(#glow)"/>
  <circle cx="980" cy="230" r="58" fill="#fff6e2"/>
  ${HILLS.map(({ path, fill }) => `<path d="${path} V640 H0 Z" fill="${fill}"/>`).join("")}
  <g fill="#0d343c">
    ${
  [120, 158, 190, 1_180, 1_222, 1_256, 1_300]
    .map((x, at) => `<path d="M${x} ${430 + at % 3 * 22} l24 130 h-48 z"/>`).join("")
}
  </g>
  <g transform="translate(560 476)">
    <path d="M0 40 V90 H110 V40 L55 0 Z" fill="#0d343c"/>
    <rect x="62" y="50" width="24" height="22" fill="#f8cf85"/>
  </g>
</svg>`;

/** A JPEG of a hut among hills, drawn here so that it is nobody's. */
export async function drawPhoto(browser: Browser): Promise<Uint8Array<ArrayBuffer>> {
  const page = await browser.newPage({ viewport: SIZE });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${SCENE}`);
  const bytes: Buffer = await page.screenshot({ type: "jpeg", quality: 90 });
  await page.close();
  return new Uint8Array(bytes);
}
