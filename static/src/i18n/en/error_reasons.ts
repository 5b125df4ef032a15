import { ERROR_REASONS, type ErrorReason } from "../../../../lib/protocol/error_reasons.ts";

/** What was wrong, in English: the sentences that the server has for people with bare tools. */
export const errorReasons = Object.fromEntries(
  Object.entries(ERROR_REASONS).map(([reason, [, sentence]]) => [reason, sentence]),
) as Record<ErrorReason, string>;
