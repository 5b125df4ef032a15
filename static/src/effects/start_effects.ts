import type { ActionContext } from "../actions/context.ts";
import { startHandlingEndedConnection } from "./handle_ended_connection.ts";
import { startPersistingReplies } from "./persist_reply.ts";
import { startReportingRead } from "./report_read.ts";

/** Starts the effects of the first visit; the others are in secondary_effects.ts. */
export function startEffects(context: ActionContext): void {
  startHandlingEndedConnection(context);
  startPersistingReplies(context);
  startReportingRead(context.store, (...read) => context.session.client?.read(...read));
}
