/** Remembers the last result, and gives it again for the same arguments. */
export function memo<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  let last: { args: A; result: R } | undefined;
  return (...args) => {
    if (!last || last.args.some((arg, at) => arg !== args[at])) {
      last = { args, result: run(...args) };
    }
    return last.result;
  };
}
