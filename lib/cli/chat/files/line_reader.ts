/** The lines of a stream of bytes, without their ends; empty ones are left out. */
export async function* readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) if (line.trim() !== "") yield line.replace(/\r$/, "");
  }
  if (rest.trim() !== "") yield rest.replace(/\r$/, "");
}
