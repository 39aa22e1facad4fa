import { Injectable } from '@nestjs/common';
import { Calendar, notFound } from '#libs/platform';
import { type AdoptedRule, ruleAt } from './counting-rule.rules.js';
import { matches, type MeasureFilter } from './measure-filter.rules.js';
import type { Measure, ProgrammeReference } from './programme-reference.js';
import { noMeasure, Reference } from './reference.js';

/** What the screens ask about programmes. */
@Injectable()
export class ProgrammeQueries {
  constructor(
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  async programmes(): Promise<ProgrammeReference[]> {
    return this.reference.programmes();
  }

  /** Throws 404 when there is no such programme, as everything below does. */
  async programme(code: string): Promise<ProgrammeReference> {
    return this.reference.programme(code);
  }

  /** The measures that pass a filter, by number. */
  async measures(code: string, filter: MeasureFilter): Promise<Measure[]> {
    const { measures } = await this.reference.programme(code);
    return [...measures.values()].filter((measure) => matches(measure, filter));
  }

  /** A measure by the number that stands in an address. Throws 404 when it is no number or there is none. */
  async measure(code: string, no: string): Promise<Measure> {
    const { measures } = await this.reference.programme(code);
    const measure = /^[1-9]\d*$/.test(no) ? measures.get(Number(no)) : undefined;
    if (!measure) throw noMeasure();
    return measure;
  }

  /** The programme's counting rule at a moment; now when none is given. */
  async countingRule(code: string, moment = this.calendar.now()): Promise<AdoptedRule> {
    const rule = ruleAt((await this.reference.programme(code)).countingRules, moment);
    if (!rule) throw notFound({ zh: '计数规则', en: 'counting rule' });
    return rule;
  }
}
