import { numberWord } from './numerals.rules.js';

/** What says how much without a number that could be held against the figure. */
const vague = [
  // Multiples and changes: of what, since when?
  /doubl\w*|tripl\w*|quadrupl\w*|\btwice\b|\bthrice\b|\w*fold\b|\btimes\b|翻了?[一两]?番|倍/i,
  /个百分点|percentage[\s-]points?|%[\s-]*points?|basis points?|\bpp\b|‰|per mille|[千万]分之/i,
  /\bdozens?\b|\bscores of\b|\bhundreds\b|\bthousands\b|\b[mb]illions?\b|\bhandful\b|\bcouple of\b|\ba lot of\b|\bplenty\b/i,
  /[数几好][十百千\d]|成百上千|若干项|[几数]成|[一二三四五六七八九两]{2,}成|\d\s*[十百千万亿]|[廿卅]/,
  /\b(?:many|several|few|numerous|various|countless|some)\s+(?:of\s+)?(?:the\s+)?(?:measures|items|reforms)\b/i,
  /(?<!\d)(?:多|大量|众多|部分|少数|若干)(?:项|条|个)?(?:具体|改革)?(?:举措|措施)|绝大多数|绝大部分|(?:vast|great|overwhelming) majority/i,
  /(?:almost|nearly|virtually|practically|几乎|基本|接近|近乎)(?:上|已|\s)*(?:all|every|fully|complete\w*|全部|所有|全面|落地|完成)/i,
  /\bnone\b|无一|零项|\bhalf\b/i,
  // Parts of a year and other days that are not named.
  /上半年|下半年|季度|年底|年末|年初|月底|月初|\bquarter\b|\bQ[1-4]\b|\b(?:end|beginning|start) of (?:the )?(?:year|month)\b/i,
  // Numbers that count nothing, or of which it is open what they mean.
  /第\s*\d+|\d+(?:st|nd|rd|th)\b|\b(?:no\.?|number|article|page|table|measure|version)\s*\d+|[$¥€£#−±负]\s*\d+|(?<!\d)-\d+|minus \d+/i,
  /\d+\s*[/.]\s*\d+\s*[/.]\s*\d+/,
  /[^\P{N}\d〇]+/u,
];

/** Invisible signs, with which a reader sees another number than the one that is read. */
const invisible = /\p{Cf}/u;

/** The words of a sentence that cannot be held against a figure; `text` is the sentence as `withDigits` writes it. */
export function vagueWords(text: string): string[] {
  const words = [...vague, numberWord].flatMap((pattern) => pattern.exec(text)?.[0].trim() ?? []);
  return invisible.test(text) ? [...words, '…'] : words;
}
