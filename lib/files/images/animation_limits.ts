/** Frames of an animation, and pixels of all of them: a browser draws each anew at every turn. */
export const MAX_ANIMATION_FRAMES = 5_000;
export const MAX_ANIMATION_PIXELS = 2_048_000_000;

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
    if (this.#count > MAX_ANIMATION_FRAMES) throw new AnimationTooLarge("it has too many frames");
    if (this.#pixels > MAX_ANIMATION_PIXELS) {
      throw new AnimationTooLarge("its frames have too many pixels");
    }
  }
}
