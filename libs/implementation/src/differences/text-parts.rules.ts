import { diffArrays } from 'diff';
import type { TextPart } from './difference.js';

/** Chinese is compared character by character, other scripts word by word; no character is cut in two. */
const tokens = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+|\s+|[^]/gu;

/** Beyond so many insertions and deletions two texts have little in common, and comparing them takes long. */
const mostEdits = 600;

/** A changed text, run by run: the runs but the added are the former text, the runs but the removed the later. */
export function textParts(before: string, after: string): TextPart[] {
  const changes = diffArrays(tokensOf(before), tokensOf(after), { maxEditLength: mostEdits });
  const parts: TextPart[] = changes
    ? changes.map(({ value, added, removed }) => ({
        value: value.join(''),
        kind: added ? 'added' : removed ? 'removed' : 'same',
      }))
    : [
        { value: before, kind: 'removed' },
        { value: after, kind: 'added' },
      ];
  return parts.filter(({ value }) => value !== '');
}

function tokensOf(text: string): string[] {
  return text.match(tokens) ?? [];
}
