import { deepStrictEqual, match, notDeepStrictEqual, ok, strictEqual } from "node:assert/strict";

// deno-lint-ignore no-explicit-any -- as @std/assert has it: the parameters do not matter.
type Constructor<T> = abstract new (...args: any[]) => T;

/** The part of @std/assert that the tests use. */
interface Assert {
  assert(condition: unknown, message?: string): asserts condition;
  assertEquals<T>(actual: T, expected: T, message?: string): void;
  assertNotEquals<T>(actual: T, expected: T, message?: string): void;
  assertStrictEquals<T>(actual: unknown, expected: T, message?: string): asserts actual is T;
  assertExists<T>(actual: T, message?: string): asserts actual is NonNullable<T>;
  assertMatch(actual: string, expected: RegExp, message?: string): void;
  assertStringIncludes(actual: string, expected: string, message?: string): void;
  assertInstanceOf<T>(actual: unknown, type: Constructor<T>, message?: string): asserts actual is T;
  assertThrows<E extends Error>(
    run: () => unknown,
    type?: Constructor<E>,
    includes?: string,
    message?: string,
  ): E;
  assertRejects<E extends Error>(
    run: () => PromiseLike<unknown>,
    type?: Constructor<E>,
    includes?: string,
    message?: string,
  ): Promise<E>;
  fail(message?: string): never;
}

/** The same names over node:assert, for machines that cannot reach JSR. */
const local: Assert = {
  assert: ok,
  assertEquals: (actual, expected, message) => deepStrictEqual(actual, expected, message),
  assertNotEquals: (actual, expected, message) => notDeepStrictEqual(actual, expected, message),
  assertStrictEquals: strictEqual,
  assertExists: (actual, message) =>
    ok(actual !== undefined && actual !== null, message ?? "it must exist"),
  assertMatch: match,
  assertStringIncludes: (actual, expected, message) =>
    ok(actual.includes(expected), message ?? `"${actual}" must include "${expected}"`),
  assertInstanceOf: (actual, type, message) =>
    ok(actual instanceof type, message ?? `it must be a ${type.name}, not ${actual}`),
  assertThrows: (run, type, includes, message) => {
    try {
      run();
    } catch (error) {
      return thrown(error, type, includes);
    }
    return local.fail(message ?? "it must throw");
  },
  assertRejects: async (run, type, includes, message) => {
    try {
      await run();
    } catch (error) {
      return thrown(error, type, includes);
    }
    return local.fail(message ?? "it must reject");
  },
  fail: (message) => {
    throw new Error(message ?? "failed");
  },
};

function thrown<E extends Error>(error: unknown, type?: Constructor<E>, includes?: string): E {
  ok(error instanceof Error, `an Error must be thrown, not ${error}`);
  if (type) ok(error instanceof type, `it must be a ${type.name}, not ${error}`);
  if (includes) ok(error.message.includes(includes), `"${error.message}" lacks "${includes}"`);
  return error as E;
}

// Computed, so that a machine without JSR can still load this file; late answers are ignored.
async function load(specifier: string, deadline: number): Promise<Assert> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Assert>((resolve) => {
    timer = setTimeout(() => resolve(local), deadline);
  });
  try {
    return await Promise.race([import(specifier) as Promise<Assert>, late]);
  } catch {
    return local;
  } finally {
    clearTimeout(timer);
  }
}

const std: Assert = await load(["@std", "assert"].join("/"), 3_000);

export const assert: Assert["assert"] = std.assert;
export const assertEquals: Assert["assertEquals"] = std.assertEquals;
export const assertNotEquals: Assert["assertNotEquals"] = std.assertNotEquals;
export const assertStrictEquals: Assert["assertStrictEquals"] = std.assertStrictEquals;
export const assertExists: Assert["assertExists"] = std.assertExists;
export const assertMatch: Assert["assertMatch"] = std.assertMatch;
export const assertStringIncludes: Assert["assertStringIncludes"] = std.assertStringIncludes;
export const assertInstanceOf: Assert["assertInstanceOf"] = std.assertInstanceOf;
export const assertThrows: Assert["assertThrows"] = std.assertThrows;
export const assertRejects: Assert["assertRejects"] = std.assertRejects;
export const fail: Assert["fail"] = std.fail;
