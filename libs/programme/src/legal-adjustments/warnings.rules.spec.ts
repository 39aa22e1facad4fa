import { stageOn, warningsOn } from './warnings.rules.js';
import type { Windowed } from './window.rules.js';

describe('the stage of a window that ends on 30 June 2022', () => {
  it.each([
    ['2022-03-31', undefined],
    ['2022-04-01', '90'],
    ['2022-05-30', '90'],
    ['2022-05-31', '30'],
    ['2022-06-30', '30'],
    ['2022-07-01', 'lapsed'],
    ['2029-01-01', 'lapsed'],
  ])('on %s is %s', (today, stage) => {
    expect(stageOn('2022-06-30', today)).toBe(stage);
  });
});

describe('what is to be said', () => {
  const adjustment: Windowed & { lapsedOn: string | null } = {
    status: 'in-force',
    inForceFrom: '2021-01-01',
    inForceTo: null,
    lapsedOn: null,
    windows: [
      { region: 'A', inForceFrom: null, inForceTo: null },
      { region: 'B', inForceFrom: null, inForceTo: '2022-06-30' },
    ],
  };

  it('is nothing where there is no end', () =>
    expect(warningsOn(adjustment, '2022-06-01').map(({ region }) => region)).toEqual(['B']));
  it.each(['drafting', 'submitted', 'approved'] as const)('is nothing while it is %s', (status) =>
    expect(warningsOn({ ...adjustment, status }, '2022-06-01')).toEqual([]),
  );
  it('is nothing of what a catalogue brought lapsed', () =>
    expect(warningsOn({ ...adjustment, status: 'lapsed' }, '2022-06-01')).toEqual([]));
  it('after an early lapse names its day, but where the window had ended before', () =>
    expect(warningsOn({ ...adjustment, status: 'lapsed', lapsedOn: '2022-07-15' }, '2022-07-20')).toEqual([
      { region: 'A', windowEnd: '2022-07-15', stage: 'lapsed' },
      { region: 'B', windowEnd: '2022-06-30', stage: 'lapsed' },
    ]));
});
