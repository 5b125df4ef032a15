import type { Confirmation } from "../../state/dialogs.ts";

/** How the user is asked before something is done. */
export interface ConfirmationText {
  title: string;
  consequence: string;
  action: string;
  /** Whether it takes something away. */
  danger: boolean;
}

/** The text of each kind of confirmation in one language. */
export type ConfirmationTexts = {
  readonly [K in Confirmation["kind"]]: (
    confirmation: Confirmation & { kind: K },
  ) => ConfirmationText;
};

/** The text of something that takes something away. */
export function danger(title: string, consequence: string, action: string): ConfirmationText {
  return { title, consequence, action, danger: true };
}

/** The text of something that harms nobody. */
export function calm(title: string, consequence: string, action: string): ConfirmationText {
  return { title, consequence, action, danger: false };
}

/** Words a confirmation by the texts of a language. */
export function confirmationWith(texts: ConfirmationTexts) {
  return (confirmation: Confirmation): ConfirmationText => {
    const word = texts[confirmation.kind] as (confirmation: Confirmation) => ConfirmationText;
    return word(confirmation);
  };
}
