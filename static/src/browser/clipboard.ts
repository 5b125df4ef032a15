/**
 * Puts a text on the clipboard; whether that was possible. Without HTTPS only what is chosen in a field
 * can be copied, so it is left chosen.
 */
export async function copyText(text: string, field?: HTMLInputElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select();
    return document.execCommand("copy");
  }
}
