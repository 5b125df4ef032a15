/** Pixels of a side of a stand-in, as the server makes them. */
const BLUR_SIDE = 4;

/** Paints the stand-in of a picture: 4 × 4 pixels, which the canvas's own size blurs. */
export function paintBlurPlaceholder(canvas: HTMLCanvasElement, blur: string): void {
  const colours = bytesOf(blur);
  const context = canvas.getContext("2d");
  if (!context || colours.length !== BLUR_SIDE * BLUR_SIDE * 3) return;
  const image = context.createImageData(BLUR_SIDE, BLUR_SIDE);
  for (let at = 0; at < BLUR_SIDE * BLUR_SIDE; at++) {
    image.data.set([...colours.subarray(at * 3, at * 3 + 3), 255], at * 4);
  }
  context.putImageData(image, 0, 0);
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
