import { fillTemplate } from "../../../lib/protocol/fill_template.ts";
import type { ErrorReason } from "../../../lib/protocol/error_reasons.ts";
import type { RequestFailure } from "../../../lib/protocol/errors.ts";
import { dateAndTime } from "./format/time_format.ts";
import { t } from "./index.ts";
import type { Strings } from "./secondary.ts";

/** A failure, with the code of the client's own where no server answered. */
type Failure = Omit<RequestFailure, "code"> & { code: string };

/** What was wrong, for the user: by its reason, else by its code, else as the server says it. */
export function errorText({ code, reason, field = "", params, message }: Failure): string {
  const { fields, codes } = t.errors;
  const template = (t as Partial<Strings>).errorReasons?.[reason as ErrorReason] ??
    codes[code as keyof typeof codes] ?? message;
  return fillTemplate(template, {
    ...params,
    ...(params?.until && { until: dateAndTime(Date.parse(params.until as string)) }),
    field: fields[field] ?? field,
  });
}
