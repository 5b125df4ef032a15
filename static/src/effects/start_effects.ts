import type { ActionContext } from "../actions/context.ts";
import type { Controllers } from "../actions/controllers.ts";
import { startHandlingEndedConnection } from "./handle_ended_connection.ts";
import { startLoadingThreads } from "./load_threads.ts";
import { startPersistingReplies } from "./persist_reply.ts";
import { startReportingRead } from "./report_read.ts";

/** Starts the effects of the first visit; the others are in secondary_effects.ts. */
export function startEffects(
  context: ActionContext,
  { threads }: Pick<Controllers, "threads">,
): void {
  startHandlingEndedConnection(context);
  startPersistingReplies(context);
  startLoadingThreads(context, threads);
  startReportingRead(context.store, (...read) => context.session.client?.read(...read));
}
