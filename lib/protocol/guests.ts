/** Someone without credentials; `username` is the name that an account signs in with. */
export function isGuest({ username }: { username?: string | undefined }): boolean {
  return username === undefined;
}
