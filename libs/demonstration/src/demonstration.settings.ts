/** What shapes the invented history. Shares are of all work items. Everything in it is invented but the one public figure. */
export interface DemonstrationSettings {
  seed: string;
  /** Measures with at least one implemented work item at the end; facts.md has the figure for the built-in programme. */
  implementedMeasures: number;
  /** Of the others, how many wait for a legal adjustment, where the catalogue has so many. */
  waitingForAdjustment: number;
  /** First and last day, 'YYYY-MM-DD'; the last act is before ten in the morning. */
  from: string;
  to: string;
  /** Where the product's calendar begins once the history is loaded. */
  businessStart: Date;
  /** A region in which some measures are left untouched, each led by another department as far as there are so many. */
  untouched: { region: string; measures: number };
  /** How far a region is, from -1 to 1; 0 when it is not named. Invented. */
  strengths: Readonly<Record<string, number>>;
  shares: {
    implemented: number;
    /** Of what is neither implemented nor something special, how much is approved; the rest is untouched. */
    approvedOfRest: number;
    special: Readonly<Record<SpecialFate, number>>;
  };
}

/** Where a work item stands at the end when it is not simply open, approved or implemented. */
export const specialFates = [
  'exempt',
  'exempt-after-approval',
  'proposal-waits',
  'report-waits',
  'extension-waits',
  'exemption-waits',
  'proposal-drafted',
  'report-drafted',
  'proposal-returned',
  'proposal-rejected',
  'proposal-withdrawn',
  'report-returned',
  'report-rejected',
  'extended',
  'extension-rejected',
] as const;
export type SpecialFate = (typeof specialFates)[number];
export type Fate = SpecialFate | 'implemented' | 'approved' | 'open';

/** The history of the built-in programme from its start to the press conference of 16 December 2021. */
export const builtInDemonstration: DemonstrationSettings = {
  seed: 'measure-tracker/1',
  implementedMeasures: 110,
  waitingForAdjustment: 3,
  from: '2020-08-24',
  to: '2021-12-16',
  businessStart: new Date('2021-12-16T10:00:00+08:00'),
  untouched: { region: '320500', measures: 12 },
  strengths: {
    '310000': 1,
    '110000': 0.9,
    '440300': 0.85,
    '320500': 0.75,
    '330100': 0.6,
    '440100': 0.55,
    '320100': 0.45,
    '510100': 0.4,
    '120000': 0.35,
    '350200': 0.3,
    '370200': 0.25,
    '420100': 0.2,
    '460000': 0.2,
    '500000': 0.15,
    '610100': 0.1,
    '210200': 0,
    '340100': 0,
    '370100': -0.05,
    '371000': -0.1,
    XIONGAN: -0.2,
    XIXIAN: -0.25,
    '520100': -0.3,
    '220100': -0.4,
    '130100': -0.45,
    '530100': -0.5,
    GUIAN: -0.55,
    '230100': -0.6,
    '650100': -0.8,
  },
  shares: {
    implemented: 0.53,
    approvedOfRest: 0.58,
    special: {
      exempt: 0.0085,
      'exempt-after-approval': 0.0035,
      'proposal-waits': 0.0105,
      'report-waits': 0.0085,
      'extension-waits': 0.0021,
      'exemption-waits': 0.0015,
      'proposal-drafted': 0.011,
      'report-drafted': 0.009,
      'proposal-returned': 0.008,
      'proposal-rejected': 0.006,
      'proposal-withdrawn': 0.005,
      'report-returned': 0.009,
      'report-rejected': 0.004,
      extended: 0.018,
      'extension-rejected': 0.003,
    },
  },
};
