import type { SentFile } from "../../lib/protocol/model.ts";
import type { TestPerson } from "./test_person.ts";

const TUS = { "Tus-Resumable": "1.0.0" };

/** What to announce of a file. */
export interface AnnouncedFile {
  name?: string;
  type?: string;
  /** Bytes, when it is to be another number than there are. */
  length?: number;
}

/** An answer, with its JSON when it has some. */
export interface UploadResponse {
  status: number;
  headers: Headers;
  body: { code?: string; message?: string; file?: SentFile } | undefined;
}

async function ask(person: TestPerson, path: string, init: RequestInit): Promise<UploadResponse> {
  const headers = { ...TUS, ...init.headers };
  const response = await person.fetch(path, { ...init, headers });
  const text = await response.text();
  const { status } = response;
  return {
    status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}

/** Announces an upload; its address is in `location`. */
export function announceUpload(
  person: TestPerson,
  { name = "a.bin", type = "", length = 0 }: AnnouncedFile,
): Promise<UploadResponse> {
  const metadata = `filename ${base64(name)},filetype ${base64(type)}`;
  const headers = { "Upload-Length": String(length), "Upload-Metadata": metadata };
  return ask(person, "/api/uploads", { method: "POST", headers });
}

/** Sends a part of an upload. */
export function sendPart(
  person: TestPerson,
  location: string,
  offset: number,
  body: BodyInit,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<UploadResponse> {
  return ask(person, location, {
    method: "PATCH",
    ...(signal ? { signal } : {}),
    headers: {
      "Upload-Offset": String(offset),
      "Content-Type": "application/offset+octet-stream",
      ...headers,
    },
    body,
  });
}

export function uploadHead(person: TestPerson, location: string): Promise<UploadResponse> {
  return ask(person, location, { method: "HEAD" });
}

export function cancelUpload(person: TestPerson, location: string): Promise<UploadResponse> {
  return ask(person, location, { method: "DELETE" });
}

/** Announces a file and sends all of it; the last answer. */
export async function tryUpload(
  person: TestPerson,
  content: Uint8Array<ArrayBuffer> | string,
  over: AnnouncedFile = {},
): Promise<UploadResponse> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const made = await announceUpload(person, { length: bytes.length, ...over });
  if (made.status !== 201) return made;
  const location = made.headers.get("location")!;
  const sent = await sendPart(person, location, 0, bytes);
  return sent.status === 204 ? await ask(person, location, { method: "GET" }) : sent;
}

/** Uploads a file that is taken. */
export async function upload(
  person: TestPerson,
  content: Uint8Array<ArrayBuffer> | string = "some bytes",
  over: AnnouncedFile = {},
): Promise<SentFile> {
  const { status, body } = await tryUpload(person, content, over);
  if (status !== 200 || !body?.file) throw new Error(`no file: ${status} ${JSON.stringify(body)}`);
  return body.file;
}

/** The names of all content in a data folder: blobs, and uploads under way. */
export async function storedContent(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (dir: string) => {
    for await (const { name, isDirectory } of Deno.readDir(dir)) {
      if (isDirectory) await walk(`${dir}/${name}`);
      else found.push(name);
    }
  };
  await walk(`${dataDir}/files`);
  return found.sort();
}
