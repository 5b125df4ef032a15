let age = 0;

/** Remembers the last result, and gives it again for the same arguments. */
export function memo<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  let last: { args: A; result: R; age: number } | undefined;
  return (...args) => {
    if (!last || last.age !== age || last.args.some((arg, at) => arg !== args[at])) {
      last = { args, result: run(...args), age };
    }
    return last.result;
  };
}

/** What is remembered of things, as long as they are there. */
export interface WeakMemo<K extends object, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/** Remembers something of each of many things. */
export function createWeakMemo<K extends object, V>(): WeakMemo<K, V> {
  const held = new WeakMap<K, { value: V; age: number }>();
  return {
    get(key) {
      const found = held.get(key);
      return found?.age === age ? found.value : undefined;
    },
    set: (key, value) => void held.set(key, { value, age }),
  };
}

/** Forgets all that is remembered, because it would now be said in another way. */
export function startGeneration(): void {
  age++;
}
