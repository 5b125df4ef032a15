import { bootstrap } from "./app/bootstrap.ts";

bootstrap(globalThis.window);
