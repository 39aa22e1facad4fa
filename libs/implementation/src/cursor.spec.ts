import { type CursorPart, decodeCursor, encodeCursor } from './cursor.js';

const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (text: string, kinds: CursorPart[]) => () => decodeCursor(text, 'order', kinds);

describe('refused', () => {
  it.each([
    ['no JSON', 'xyz'],
    ['no list', coded({})],
    ['another order', coded(['other', '1'])],
    ['too few values', coded(['order'])],
    ['too many values', coded(['order', '1', '2'])],
    ['a number for a text', coded(['order', 1])],
  ])('%s', (_, text) => {
    expect(decode(text, ['integer'])).toThrow(expect.objectContaining({ status: 400 }));
  });

  it.each<[CursorPart, string]>([
    ['integer', 'x'],
    ['integer', '-1'],
    ['integer', '99999999999'],
    ['code', 'A\u0000B'],
    ['code', ''],
    ['date', '2022-02-30'],
    ['date', 'infinity'],
    ['timestamptz', 'now'],
    ['timestamptz', '2021-13-16 02:00:00+00'],
    ['timestamptz', '2021-12-16 24:00:00+00'],
    ['uuid', '00000000'],
  ])('as %s: %j', (kind, value) => {
    expect(decode(coded(['order', value]), [kind])).toThrow(expect.objectContaining({ status: 400 }));
  });
});

it('reads what it has written', () => {
  const values = [
    '12',
    '320500',
    '2021-12-16',
    '2021-12-16 02:00:00.123456+00',
    '01938f6a-5a0e-7e5e-8f0e-0123456789ab',
  ];
  const cursor = { sort: 'order', values };
  expect(decodeCursor(encodeCursor(cursor), 'order', ['integer', 'code', 'date', 'timestamptz', 'uuid'])).toEqual(
    cursor,
  );
  expect(decodeCursor(undefined, 'order', [])).toBeUndefined();
});
