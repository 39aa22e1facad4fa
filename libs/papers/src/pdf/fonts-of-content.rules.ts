import type { Content } from 'pdfmake';
import { type FontOf, runsOf } from '../font/runs.rules.js';

/** Members of a node that hold further content. */
const holders = ['stack', 'columns', 'ul', 'ol', 'table', 'body', 'text'];

/** Every text in a piece of content. */
export function charactersIn(content: unknown): string[] {
  if (typeof content === 'string') return [content];
  if (Array.isArray(content)) return content.flatMap((one) => charactersIn(one));
  if (typeof content !== 'object' || content === null) return [];
  const node = content as Record<string, unknown>;
  return holders.flatMap((holder) => charactersIn(node[holder]));
}

/** The same content, every text split into runs of fonts that can draw it. */
export function inFonts(content: Content, fontOf: FontOf, main: string): Content {
  return inNode(content, fontOf, main) as Content;
}

function inNode(content: unknown, fontOf: FontOf, main: string): unknown {
  if (typeof content === 'string') return { text: split(content, fontOf, main) };
  if (Array.isArray(content)) return content.map((one) => inNode(one, fontOf, main));
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => {
      if (name === 'text' && typeof value === 'string') return [name, split(value, fontOf, main)];
      return [name, holders.includes(name) ? inNode(value, fontOf, main) : value];
    }),
  );
}

function split(text: string, fontOf: FontOf, main: string): unknown {
  const runs = runsOf(text, fontOf, main);
  if (runs.every(({ font }) => font === main)) return runs.map((run) => run.text).join('');
  return runs;
}
