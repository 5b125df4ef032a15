import { LIMITS } from "../../../lib/protocol/limits.ts";
import { t } from "../i18n/index.ts";
import { codePointLength } from "../util/text.ts";
import { FieldError } from "./context.ts";

/** @throws FieldError when nothing was written in a field. */
export function requireText(field: string, text: string, message: string): void {
  if (text.trim() === "") throw new FieldError(field, message);
}

/** @throws FieldError when a name is none; the server knows more rules. */
export function checkName(name: string): void {
  requireText("name", name, t.errors.nameEmpty);
}

/** @throws FieldError when a user name is none. */
export function checkUsername(username: string): void {
  requireText("username", username, t.errors.usernameEmpty);
}

/** @throws FieldError when a new password is too short. */
export function checkPassword(password: string, field = "password"): void {
  if (codePointLength(password) < LIMITS.minPasswordChars) {
    throw new FieldError(field, t.errors.passwordShort(LIMITS.minPasswordChars));
  }
}
