/**
 * The number of the measure with which a name or relative path begins: `012-notice.pdf`, `12 通知.docx`, `12/notice.pdf`,
 * full-width digits too. Of a path the first part that begins with a number speaks, since browsers put the name of the
 * chosen folder before it. Undefined when there is none, or none that is clear.
 */
export function measureOf(path: string): number | undefined {
  for (const part of path.split('/')) {
    // Full-width digits become plain ones.
    const plain = part.normalize('NFKC').trimStart();
    const number = /^(?:第\s*)?(\d+)(?!\d)(?!\.\d)/.exec(plain)?.[1];
    if (number !== undefined) return number.length <= 6 ? Number(number) : undefined;
    if (/^\d/.test(plain)) return undefined;
  }
  return undefined;
}
