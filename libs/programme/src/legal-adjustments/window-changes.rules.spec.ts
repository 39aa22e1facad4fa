import { changeFaults, regionsChanged, windowFaults, windowsAfter, type WindowWish } from './window-changes.rules.js';

const present = {
  inForceFrom: '2021-04-01',
  inForceTo: '2022-12-31',
  windows: [
    { region: 'A', inForceFrom: null, inForceTo: null },
    { region: 'B', inForceFrom: '2022-02-01', inForceTo: '2022-06-30' },
    { region: 'C', inForceFrom: null, inForceTo: '2021-10-31' },
  ],
};
const today = '2021-12-16';
const faults = (wish: WindowWish) => {
  const after = windowsAfter(present, wish);
  return [...windowFaults(after, wish, '2021-03-01'), ...changeFaults(present, after, wish, today)].map(
    ({ code, pointer }) => `${code} ${pointer}`,
  );
};

describe('refused', () => {
  it.each<[string, WindowWish, string[]]>([
    ['nothing', {}, ['nothing-changes ']],
    ['the same end again', { to: '2022-12-31' }, ['nothing-changes ']],
    [
      'a region that it does not cover',
      { to: null, regions: [{ region: 'X' }] },
      ['region-not-covered /regions/0/region'],
    ],
    ['an end before the start', { to: '2021-03-31' }, ['order /to', 'in-the-past /to']],
    ['an end in the past', { to: '2021-12-15' }, ['in-the-past /to']],
    ['another start where it has begun', { from: '2021-05-01' }, ['already-begun /from', 'already-begun /from']],
    [
      'another end where it has ended',
      { regions: [{ region: 'C', to: '2022-10-31' }] },
      ['already-ended /regions/0/to'],
    ],
    [
      'a start before the approval',
      { regions: [{ region: 'B', from: '2021-02-28' }] },
      ['before-approval /regions/0/from'],
    ],
    ["a region's end before its start", { regions: [{ region: 'B', to: '2022-01-31' }] }, ['order /regions/0/to']],
  ])('%s', (_, wish, expected) => {
    expect(faults(wish)).toEqual(expected);
  });
});

describe('possible', () => {
  it.each<[string, WindowWish, string[]]>([
    ['a later end, which regions with their own do not follow', { to: '2023-12-31' }, ['A']],
    ['no end', { to: null }, ['A']],
    ['an earlier end, today', { to: today }, ['A']],
    ['an earlier start where it has not begun', { regions: [{ region: 'B', from: '2022-01-01' }] }, ['B']],
    ['a region that follows the others again', { regions: [{ region: 'B', to: null }] }, ['B']],
  ])('%s', (_, wish, regions) => {
    expect(faults(wish)).toEqual([]);
    expect(regionsChanged(present, windowsAfter(present, wish))).toEqual(regions);
  });
});
