import { IMAGE_LIMITS } from "../../protocol/limits.ts";

/** An animation with more frames, or more pixels in them, than browsers should be given. */
export class AnimationTooLarge extends Error {
  override readonly name = "AnimationTooLarge";
}

/** Counts the frames of an animation while its parts are read. */
export class AnimationFrameCounter {
  #count = 0;
  #pixels = 0;

  /** @throws AnimationTooLarge as soon as there is too much. */
  add(width: number, height: number): void {
    this.#count++;
    this.#pixels += width * height;
    if (this.#count > IMAGE_LIMITS.animationFrames) {
      throw new AnimationTooLarge("it has too many frames");
    }
    if (this.#pixels > IMAGE_LIMITS.animationPixels) {
      throw new AnimationTooLarge("its frames have too many pixels");
    }
  }
}
