/**
 * One plain address. A line break or comma in a recipient has sent mail to somebody else's inbox, so whatever could mean
 * something in a header or an envelope is refused rather than repaired.
 */
const plainAddress = /^[^\p{C}\p{Z}@<>()[\]\\",;:]+@[^\p{C}\p{Z}@<>()[\]\\",;:]+$/u;

export function isPlainAddress(address: string): boolean {
  return address.length <= 254 && plainAddress.test(address);
}

/** A text for a header field: one line, without control characters. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
}
