import { ChineseFont } from './chinese-font.js';
import { hasUndrawn, runsOf } from './runs.rules.js';
import { subsetsOf } from './subsets.rules.js';
import { ttfOf } from './woff.rules.js';

const codes = (text: string) => [...text].map((character) => character.codePointAt(0)!);

describe('the font', () => {
  const font = new ChineseFont();

  it('has the common characters in its main part, in both weights, as TrueType', async () => {
    for (const { ttf, characters, name } of [await font.regular(), await font.bold()]) {
      expect(ttf.readUInt32BE(0)).toBe(0x00010000);
      for (const code of codes('服务贸易镕囍龘喆Az09（）“”—€'))
        expect([name, code, characters.has(code)]).toEqual([name, code, true]);
      for (const code of codes('①→✓□𠮷')) expect(characters.has(code)).toBe(false);
    }
  });

  it('has signs and traditional characters in parts that are read when they are needed', async () => {
    const parts = await font.partsFor(codes('①→✓□□'));
    expect(parts.length).toBeGreaterThan(1);
    for (const code of codes('①→✓□')) expect(parts.some(({ characters }) => characters.has(code))).toBe(true);
    expect(await font.partsFor(codes('𠮷䶮'))).toEqual([]);
  });

  it('is read once', async () => {
    expect((await font.regular()).ttf).toBe((await font.regular()).ttf);
  });
});

it('what is no WOFF file is refused', () => {
  expect(() => ttfOf(Buffer.from('wOF2 and so on'))).toThrow('not a WOFF font');
});

describe('a text in fonts', () => {
  const fontOf = (code: number) => (code < 0x80 ? 'main' : code === 0x2192 ? 'signs' : undefined);

  it('is split where the font changes, and nothing of it is lost', () => {
    expect(runsOf('a → b\tc\u0000\nd', fontOf, 'main')).toEqual([
      { text: 'a ', font: 'main' },
      { text: '→', font: 'signs' },
      { text: ' b    c\nd', font: 'main' },
    ]);
  });

  it('has the number of a character that no font draws', () => {
    expect(runsOf('a𠮷䶮', fontOf, 'main')).toEqual([{ text: 'a〔U+20BB7〕〔U+4DAE〕', font: 'main' }]);
    expect([hasUndrawn('a → b\n', fontOf), hasUndrawn('𠮷', fontOf)]).toEqual([false, true]);
  });
});

it('ranges of a family say which part has a character', () => {
  const places = subsetsOf({ '[4]': 'U+1f1e9-1f1ea, U+21a', latin: 'U+0041,U+21a' });
  expect([...places]).toEqual([
    [0x1f1e9, '4'],
    [0x1f1ea, '4'],
    [0x21a, '4'],
    [0x41, 'latin'],
  ]);
});
