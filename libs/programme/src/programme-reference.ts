import type { Text } from '#libs/platform';
import type { adjustmentKinds } from './catalogue/catalogue.files.js';
import type { AdoptedRule, CountingRule, MeasureRule } from './counting-rule.rules.js';
import type { AdjustmentStatus } from './legal-adjustments/legal-adjustment.lifecycle.js';
import type { Windowed } from './legal-adjustments/window.rules.js';

/** Where the texts of a row come from: the id of a source of its programme; null when they are illustrative. */
export interface Sourced {
  source: string | null;
  illustrative: boolean;
}

/** The same for what stands beside the texts: dates, and the place that the programme gives the row. */
export interface DatesSourced {
  datesSource: string | null;
  datesIllustrative: boolean;
}

export interface Source extends Sourced {
  id: string;
  text: Text;
}

export interface Theme extends Sourced {
  task: number;
  no: number;
  name: Text;
}

export interface Task extends Sourced {
  no: number;
  name: Text;
  themes: readonly Theme[];
}

export interface Region extends Sourced {
  code: string;
  name: Text;
  /** Name of the province-level unit that it belongs to. */
  province: Text;
}

export interface Department extends Sourced {
  code: string;
  name: Text;
}

export interface ProofPoint extends Sourced {
  no: number;
  required: boolean;
  text: Text;
}

export interface Measure extends Sourced, DatesSourced {
  no: number;
  task: number;
  theme: number;
  title: Text;
  text: Text;
  leadDepartment: string;
  supportingDepartments: readonly string[];
  /** 'YYYY-MM-DD'. */
  targetDate: string;
  /** Set where the measure does not count by its programme's rule. */
  countingRule: CountingRule | null;
  /** Rules of its own that were adopted since, the oldest first. */
  ruleVersions: readonly MeasureRule[];
  /** Codes of the regions to which it applies. */
  regions: readonly string[];
  /** Codes of the legal adjustments that it needs. */
  legalAdjustments: readonly string[];
  proofPoints: readonly ProofPoint[];
}

/** Dates are 'YYYY-MM-DD'. */
export interface LegalAdjustment extends Sourced, DatesSourced, Windowed {
  code: string;
  /** Grows by one with every act on it. */
  version: number;
  name: Text;
  kind: (typeof adjustmentKinds)[number];
  instrument: Text;
  /** What of the instrument is adjusted; null where the catalogue does not say. */
  provision: Text | null;
  approvingBody: Text;
  status: AdjustmentStatus;
  /** Codes of the regions that it covers. */
  regions: readonly string[];
  /** Numbers of the measures that need it. */
  measures: readonly number[];
  /** Number of the document that approved it; null where the catalogue does not say. */
  documentNumber: string | null;
  approvedOn: string | null;
  /** The day from which it is no longer in force anywhere, whatever its windows say. */
  lapsedOn: string | null;
}

/** A programme with everything that its catalogue says, as of one version. Maps are in the order of the catalogue. */
export interface ProgrammeReference extends Sourced {
  code: string;
  name: Text;
  runsIt: Text;
  approvedBy: Text;
  /** 'YYYY-MM-DD'. */
  startsOn: string;
  endsOn: string;
  /** IANA name of the zone in which its days begin and end. */
  timeZone: string;
  regionalSignOff: boolean;
  /** Working days to decide a submission, for clocks that start now. */
  decideDays: number;
  /** Working days to give an opinion. */
  opinionDays: number;
  catalogueVersion: number;
  catalogueDigest: string;
  /** Every rule ever adopted; `ruleAt` picks the one that holds. */
  countingRules: readonly AdoptedRule[];
  sources: ReadonlyMap<string, Source>;
  tasks: ReadonlyMap<number, Task>;
  regions: ReadonlyMap<string, Region>;
  departments: ReadonlyMap<string, Department>;
  measures: ReadonlyMap<number, Measure>;
  legalAdjustments: ReadonlyMap<string, LegalAdjustment>;
}
