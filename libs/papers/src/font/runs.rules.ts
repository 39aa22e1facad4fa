/** A run of text in one font. */
export interface Run {
  text: string;
  font: string;
}

/** Which font draws a character; undefined when none does. */
export type FontOf = (codePoint: number) => string | undefined;

const controls = /[\p{Cc}]/u;

/**
 * Splits a text by the fonts that can draw it. A character that no font has is written as its code point, 〔U+20BB7〕:
 * unmistakable, still there when the text is copied, and never a blank. Tabs become blanks, other controls are dropped.
 */
export function runsOf(text: string, fontOf: FontOf, main: string): Run[] {
  const runs: Run[] = [];
  for (const character of text.replace(/\r\n?/g, '\n').replace(/\t/g, '    ')) {
    if (character !== '\n' && controls.test(character)) continue;
    const font = character === '\n' ? (runs.at(-1)?.font ?? main) : fontOf(character.codePointAt(0)!);
    const drawn = font === undefined ? codeOf(character) : character;
    const last = runs.at(-1);
    if (last && last.font === (font ?? main)) last.text += drawn;
    else runs.push({ text: drawn, font: font ?? main });
  }
  return runs;
}

/** Whether a text has characters that only their code points can stand for. */
export function hasUndrawn(text: string, fontOf: FontOf): boolean {
  return [...text].some((character) => !controls.test(character) && fontOf(character.codePointAt(0)!) === undefined);
}

function codeOf(character: string): string {
  return `〔U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}〕`;
}
