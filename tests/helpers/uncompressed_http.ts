/** An answer as it travelled: nothing is decompressed, and no header is taken away. */
export interface RawResponse {
  status: number;
  header(name: string): string | undefined;
  body: Uint8Array<ArrayBuffer>;
}

/** Asks a server over a socket of its own, and reads until that is closed. */
export async function fetchUncompressed(
  url: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<RawResponse> {
  const { hostname, port, pathname, search, host } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const lines = Object.entries({ host, connection: "close", ...headers })
    .map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${pathname}${search} HTTP/1.1`, ...lines, "", ""].join("\r\n");
  await connection.write(new TextEncoder().encode(head));
  return parse(await new Response(connection.readable).bytes());
}

function parse(answer: Uint8Array<ArrayBuffer>): RawResponse {
  // Latin-1 has one character for each byte, so that places are the same in both.
  const text = new TextDecoder("latin1").decode(answer);
  const end = text.indexOf("\r\n\r\n");
  const [status = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = new Headers(lines.map((line): [string, string] => {
    const [name = "", ...value] = line.split(":");
    return [name, value.join(":").trim()];
  }));
  return {
    status: Number(status.split(" ")[1]),
    header: (name) => headers.get(name) ?? undefined,
    body: answer.slice(end + 4),
  };
}
