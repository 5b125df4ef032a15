import { ChatError } from "../../../lib/protocol/chat_error.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { defaultWriteLimits } from "../../helpers/write_limits.ts";

const EVE = { id: "eve" };
const ANN = { id: "ann", username: "ann" };

/** The longest message in the characters that take the most bytes: 32,000. */
const LONG = "\u{10ffff}".repeat(8_000);

/** How many of many texts a writer gets through. */
function through(charge: () => unknown, tries = 100): number {
  let count = 0;
  for (let n = 0; n < tries; n++) {
    try {
      charge();
      count++;
    } catch (error) {
      assert(error instanceof ChatError && error.code === "rate_limited", String(error));
      assertEquals(error.message, "You write too much at once. Wait a moment.");
      assert(error.details.retryAfter! <= 16);
    }
  }
  return count;
}

Deno.test("a guest writes two long messages at once, then one in eight seconds; people many", () => {
  let now = 0;
  const limits = defaultWriteLimits(() => now);
  assertEquals(through(() => limits.chargeText(EVE, LONG)), 2);
  now += 8_000;
  assertEquals(through(() => limits.chargeText(EVE, LONG)), 1);
  assertEquals(through(() => limits.chargeText(ANN, LONG)), 100);
});

Deno.test("a guest's ordinary messages are never too much at once", () => {
  let now = 0;
  const limits = defaultWriteLimits(() => now);
  const words = "As I said, we could meet at nine and look at it together. ".repeat(4);
  const write = () => {
    // Five a second, faster than anybody types.
    now += 200;
    limits.chargeText(EVE, words);
  };
  assertEquals(through(write, 300), 300);
});

Deno.test("a text that was not stored leaves a guest what there was", () => {
  const limits = defaultWriteLimits(() => 0);
  for (let n = 0; n < 10; n++) limits.chargeText(EVE, LONG)();
  assertEquals(through(() => limits.chargeText(EVE, LONG)), 2);
  // What was refused for the moment takes nothing of the hour.
  assertEquals(through(() => limits.chargeText(EVE, LONG), 1_000), 0);
});
