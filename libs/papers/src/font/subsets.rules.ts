/**
 * Which part of a font family has a character, from the family's list of ranges such as
 * `{"[4]": "U+1f1e9-1f1f5,U+1f21a"}`. Brackets are no part of a file's name.
 */
export function subsetsOf(ranges: Readonly<Record<string, string>>): Map<number, string> {
  const places = new Map<number, string>();
  for (const [name, list] of Object.entries(ranges)) {
    for (const range of list.split(',')) {
      const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
      for (let code = parseInt(from, 16); code <= parseInt(to, 16); code += 1) {
        if (!places.has(code)) places.set(code, name.replace(/[[\]]/g, ''));
      }
    }
  }
  return places;
}
