/** Puts a text in the place of a stretch of a field, so that one can undo it; the field has the focus then. */
export function replaceRange(
  field: HTMLTextAreaElement,
  from: number,
  to: number,
  text: string,
): void {
  field.focus();
  field.setSelectionRange(from, to);
  // The one way that browsers keep a history of; it fails where nothing may be edited.
  const done = text === ""
    ? from === to || document.execCommand("delete")
    : document.execCommand("insertText", false, text);
  if (done) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Puts a sign on both sides of what is chosen in a field, or takes it away when it is there. */
export function wrapSelection(field: HTMLTextAreaElement, sign: string): void {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const { length } = sign;
  const chosen = value.slice(start, end);
  const isAround = value.slice(0, start).endsWith(sign) && value.slice(end).startsWith(sign);
  if (isAround) {
    replaceRange(field, start - length, end + length, chosen);
    field.setSelectionRange(start - length, end - length);
  } else {
    replaceRange(field, start, end, sign + chosen + sign);
    field.setSelectionRange(start + length, end + length);
  }
}
