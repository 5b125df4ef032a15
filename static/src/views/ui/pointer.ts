/** Whether a finger is what one points with; its keyboards have no Shift-Enter. */
export function isTouchPointer(): boolean {
  return matchMedia("(hover: none) and (pointer: coarse)").matches;
}
