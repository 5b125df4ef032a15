import { start } from "./app/bootstrap.ts";

start(globalThis.window);
