/** Sends bytes as they are to a server's port and gives what came back first. */
export async function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  using conn = await Deno.connect({ hostname, port: Number(port) });
  await conn.write(new TextEncoder().encode(text));
  const buffer = new Uint8Array(8_192);
  return new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0));
}

/** A request as it travels, with these headers and no others. */
export function rawRequest(
  line: string,
  headers: Record<string, string | undefined>,
  body = "",
): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}\r\n`
  );
  return `${line} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/** The status of an answer, and the code in its body. */
export function statusOf(answer: string): [number, string | undefined] {
  return [Number(answer.split(" ")[1]), answer.match(/"code":"(\w+)"/)?.[1]];
}
