/** What may stand on either side of the @: no blanks, controls or characters that mean something in a mail header. */
export const emailPattern = /^[^\p{C}\s@<>",;:]+@[^\p{C}\s@<>",;:]+$/u;

/** The form in which e-mail addresses are stored and compared: case does not matter. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
