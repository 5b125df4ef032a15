import fc from "fast-check";
import { parseRangeHeader } from "../../../lib/files/byte_ranges.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

Deno.test("rangeOf() ignores what is no single range of bytes", () => {
  const ignored = [undefined, "", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "items=0-1"];
  for (const header of [...ignored, "bytes=a-b", "bytes= 0-1", "bytes=1.5-2"]) {
    assertEquals(parseRangeHeader(header, 10), undefined, header);
  }
});

Deno.test("rangeOf() finds nothing in what begins after the end, or is empty", () => {
  for (
    const [header, size] of [["bytes=10-", 10], ["bytes=99-100", 10], ["bytes=-0", 10], [
      "bytes=0-",
      0,
    ], ["bytes=-5", 0]] as const
  ) {
    assertEquals(parseRangeHeader(header, size), "none", header);
  }
});

Deno.test("rangeOf() gives the bytes that an array has there, for any range and size", () => {
  const place = fc.option(fc.nat(40), { nil: undefined });
  fc.assert(fc.property(place, place, fc.nat(30), (first, last, size) => {
    const found = parseRangeHeader(`bytes=${first ?? ""}-${last ?? ""}`, size);
    const all = Array.from({ length: size }, (_, n) => n);
    const expected = first === undefined
      ? all.slice(last === 0 ? size : -(last ?? 0))
      : all.slice(first, last === undefined ? size : last + 1);
    if (typeof found === "object") {
      assertEquals(all.slice(found.start, found.end + 1), expected);
      assert(found.start >= 0 && found.end < size && found.start <= found.end);
    } else if (found === "none") assertEquals(expected, []);
    else {assert(
        (first ?? last) === undefined ||
          (first !== undefined && last !== undefined && last < first),
      );}
  }));
});
