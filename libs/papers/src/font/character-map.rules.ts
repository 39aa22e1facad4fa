/** The characters that a TrueType font can draw, from its `cmap` table (formats 4 and 12). */
export function charactersOf(ttf: Buffer): Set<number> {
  const table = findTable(ttf, 'cmap');
  const characters = new Set<number>();
  for (let index = 0; index < table.readUInt16BE(2); index += 1) {
    const part = table.subarray(table.readUInt32BE(4 + index * 8 + 4));
    const format = part.readUInt16BE(0);
    if (format === 4) addSegments(part, characters);
    if (format === 12) addGroups(part, characters);
  }
  return characters;
}

function findTable(ttf: Buffer, tag: string): Buffer {
  for (let index = 0; index < ttf.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16;
    if (ttf.toString('latin1', at, at + 4) === tag) return ttf.subarray(ttf.readUInt32BE(at + 8));
  }
  throw new Error(`the font has no table ${tag}`);
}

function addSegments(part: Buffer, characters: Set<number>): void {
  const size = part.readUInt16BE(6);
  const [ends, starts, deltas, ranges] = [14, 16 + size, 16 + size * 2, 16 + size * 3];
  for (let at = 0; at < size; at += 2) {
    const range = part.readUInt16BE(ranges + at);
    for (let code = part.readUInt16BE(starts + at); code <= part.readUInt16BE(ends + at); code += 1) {
      if (code === 0xffff) break;
      const place = ranges + at + range + (code - part.readUInt16BE(starts + at)) * 2;
      const glyph = range === 0 ? code + part.readUInt16BE(deltas + at) : part.readUInt16BE(place);
      if ((glyph & 0xffff) !== 0) characters.add(code);
    }
  }
}

function addGroups(part: Buffer, characters: Set<number>): void {
  for (let index = 0; index < part.readUInt32BE(12); index += 1) {
    const at = 16 + index * 12;
    for (let code = part.readUInt32BE(at); code <= part.readUInt32BE(at + 4); code += 1) characters.add(code);
  }
}
