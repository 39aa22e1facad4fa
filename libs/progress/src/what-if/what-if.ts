import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/identity';
import { type ApprovalJudged, ApprovalOutlook } from '#libs/implementation';
import { badRequest, type Blocker, Calendar, invalid } from '#libs/platform';
import { type CountingRule, parseCountingRule, type ProgrammeReference, Reference } from '#libs/programme';
import { countedFor } from '../completion.js';
import { HistoricFigures } from '../history/historic-figures.js';
import { Standpoints } from '../history/standpoint.js';
import { presentWhatIf, type SupposedRules } from './what-if.presenter.js';
import type { SupposedRuleDto, WhatIfDto } from './what-if.query.js';

/** Figures as they are beside figures as they would be. It reads and never writes. */
@Injectable()
export class WhatIf {
  constructor(
    private readonly historic: HistoricFigures,
    private readonly standpoints: Standpoints,
    private readonly approvals: ApprovalOutlook,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  async answer(actor: Actor, programme: string, asked: WhatIfDto) {
    const { by = 'programme', level = 'measure', submissions = [] } = asked;
    const reference = await this.reference.programme(programme);
    const rules = readRules(reference, asked);
    if (!rules.rule && rules.measureRules.size === 0 && submissions.length === 0) throw badRequest([nothingSupposed]);
    const judged = await this.approvals.judge(actor, programme, submissions);
    const approved = [...judged.values()].filter(({ reasons }) => reasons.length === 0);
    // Both are counted from one standpoint, so that what others decide meanwhile is in neither or in both.
    const standpoint = await this.standpoints.of(programme, {});
    const wanted = countedFor({ by, level });
    const [before, after] = await Promise.all([
      this.historic.count(reference, standpoint, wanted),
      this.historic.count(reference, standpoint, wanted, { ...rules, items: approved.map(itemOf) }),
    ]);
    return presentWhatIf(reference, {
      wanted: { by, level },
      standpoint,
      demonstration: this.calendar.isShifted,
      rules,
      before,
      after,
      submissions: submissions.map((id) => ({ id, judged: judged.get(id) })),
    });
  }
}

function readRules({ measures }: ProgrammeReference, { rule, measureRules = [] }: WhatIfDto): SupposedRules {
  const faults: Blocker[] = [];
  const read = (text: string, pointer: string): CountingRule => {
    const found = parseCountingRule(text);
    if (!found) faults.push({ code: 'format', pointer, message: shareTooBig });
    return found ?? { kind: 'any' };
  };
  const whole = rule === undefined ? undefined : read(rule, '/rule');
  const own = measureRules.map(({ measure, rule: text }: SupposedRuleDto, index) => {
    if (!measures.has(measure)) faults.push(noSuchMeasure(measure, index));
    return [measure, text === null ? null : read(text, `/measureRules/${index}/rule`)] as const;
  });
  if (faults.length > 0) throw invalid(faults);
  return { rule: whole, measureRules: new Map(own) };
}

function itemOf({ submission, becomes }: ApprovalJudged): { id: string; status: string } {
  return { id: submission.item.id, status: becomes };
}

function noSuchMeasure(measure: number, index: number): Blocker {
  return {
    code: 'unknown-measure',
    pointer: `/measureRules/${index}/measure`,
    message: { zh: `试点没有第 ${measure} 项举措。`, en: `The programme has no measure ${measure}.` },
  };
}

const shareTooBig = { zh: '比例不得大于一。', en: 'A share is at most one.' };

const nothingSupposed: Blocker = {
  code: 'nothing-supposed',
  pointer: '',
  message: {
    zh: '请至少假设一项：统计口径（rule、measureRules）或报送（submissions）。',
    en: 'Suppose something: another rule (rule, measureRules) or submissions.',
  },
};
