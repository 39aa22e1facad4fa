import fc from 'fast-check';
import { extensionContradicts, kindOfMediaType } from './file-kind.rules.js';
import { nameFault, pathFault } from './file-name.rules.js';
import { TextCheck } from './text-check.js';

describe('a file name', () => {
  it.each(['通知.pdf', '关于"一网通办"的通知;(终稿).docx', 'a', '.gitignore', 'consent.pdf', 'com10.txt', '𠮷.png'])(
    '%p is good',
    (name) => expect(nameFault(name)).toBeUndefined(),
  );

  it('that passes is one name on every system and turns no text round', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom('/', '\\', '\0', '.', ' ', '\u202e', '汉'), fc.string({ maxLength: 1 })),
    });
    fc.assert(
      fc.property(text, (name) => {
        fc.pre(nameFault(name) === undefined);
        expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]|^\.\.?$|[. ]$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      }),
    );
  });

  it.each([
    ['12/notice.pdf', undefined],
    ['a/b/c/12/notice.pdf', undefined],
    ['12/../notice.pdf', 'file-name-path'],
    ['/12/notice.pdf', 'file-name-path'],
    ['12//notice.pdf', 'file-name-path'],
    ['12\\notice.pdf', 'file-name-path'],
    ['CON/notice.pdf', 'file-name-reserved'],
    [`${'a/'.repeat(10)}b`, 'file-name-path'],
    ['', 'file-name-missing'],
  ])('of the path %p: %p', (path, code) => expect(pathFault(path)?.code).toBe(code));
});

describe('an extension', () => {
  it.each([
    ['a.PDF', 'pdf', false],
    ['a.jpeg', 'jpg', false],
    ['a', 'pdf', false],
    ['a.pdf', 'text', true],
    ['a.pdf.exe', 'pdf', true],
    ['notice 2021.12', 'pdf', true],
  ] as const)('%p for %p contradicts: %p', (name, kind, contradicts) =>
    expect(extensionContradicts(name, kind)).toBe(contradicts),
  );

  it('goes with a media type whatever its charset', () => {
    expect(kindOfMediaType('text/plain; charset=gb18030')).toBe('text');
    expect(kindOfMediaType('application/zip')).toBeUndefined();
  });
});

describe('text', () => {
  const encodingOf = (pieces: Buffer[]) => {
    const check = new TextCheck();
    return pieces.every((piece) => check.take(piece)) ? check.end() : undefined;
  };

  it('is known however it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, cut) => {
        fc.pre(!/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(text));
        const bytes = Buffer.from(text);
        const at = bytes.length === 0 ? 0 : cut % bytes.length;
        expect(encodingOf([bytes.subarray(0, at), bytes.subarray(at)])).toBe('utf-8');
      }),
    );
  });

  it.each([
    ['GB18030', Buffer.from('cdfed6ca', 'hex'), 'gb18030'],
    ['UTF-8 with its mark', Buffer.from('\ufeff通知'), 'utf-8'],
    ['a NUL', Buffer.from('a\0b'), undefined],
    ['an escape', Buffer.from('\x1b[31m'), undefined],
    ['UTF-16', Buffer.from('通知', 'utf16le'), undefined],
    ['UTF-8 that ends within a character', Buffer.from('通知').subarray(0, 5), undefined],
  ])('%s: %s', (_, bytes, encoding) => expect(encodingOf([bytes])).toBe(encoding));
});
