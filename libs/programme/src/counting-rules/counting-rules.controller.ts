import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Once, type Tx } from '#libs/database';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { type Answer, type Blocker, IdempotencyKey, invalid, notFound, type OnceKey } from '#libs/platform';
import { type CountingRule, describeCountingRule, parseCountingRule } from '../counting-rule.rules.js';
import { presentCountingRule } from '../programme.presenter.js';
import { Reference } from '../reference.js';
import { AdoptCountingRule } from './adopt-counting-rule.js';
import { AdoptRuleDto, CountingRulesDto, MeasureRuleDto } from './counting-rules.dto.js';

@ApiTags('programme')
@Controller('programmes/:code')
export class CountingRulesController {
  constructor(
    private readonly once: Once,
    private readonly adoption: AdoptCountingRule,
    private readonly reference: Reference,
  ) {}

  /** Every rule that the programme ever counted by, and the measures that have one of their own. */
  @Get('counting-rules')
  @Allow('programme.read')
  @ApiOkResponse({ type: CountingRulesDto })
  async rules(@Param('code') code: string) {
    const { countingRules, measures } = await this.reference.programme(code);
    return {
      items: countingRules.map(presentCountingRule),
      measures: [...measures.values()]
        .filter(({ countingRule, ruleVersions }) => countingRule !== null || ruleVersions.length > 0)
        .map(({ no, countingRule, ruleVersions }) => ({
          measure: no,
          versions: [
            { version: 0, rule: countingRule, adoptedAt: null, text: textOf(countingRule) },
            ...ruleVersions.map((one) => ({ ...one, text: textOf(one.rule) })),
          ],
        })),
    };
  }

  /** Adopts another rule for the programme. Figures of the past keep theirs. */
  @Post('counting-rules')
  @Allow('counting-rule.adopt')
  @ApiCreatedResponse({ type: CountingRulesDto })
  async adopt(
    @Param('code') code: string,
    @Body() { rule, reason }: AdoptRuleDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.act(actor, key, code, 201, (tx) => this.adoption.run(tx, actor, code, { rule: read(rule), reason }));
  }

  /** Gives one measure a rule of its own, or puts it back under the programme's. */
  @Put('measures/:no/counting-rule')
  @Allow('counting-rule.adopt')
  @ApiOkResponse({ type: CountingRulesDto })
  async ofMeasure(
    @Param('code') code: string,
    @Param('no') no: string,
    @Body() { rule, reason }: MeasureRuleDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    if (!/^[1-9]\d{0,3}$/.test(no)) throw notFound({ zh: '举措', en: 'measure' });
    const own = { rule: rule === null ? null : read(rule), reason };
    return this.act(actor, key, code, 200, (tx) => this.adoption.ofMeasure(tx, actor, code, Number(no), own));
  }

  private async act(
    actor: Actor,
    key: OnceKey | undefined,
    code: string,
    status: 200 | 201,
    run: (tx: Tx) => Promise<number>,
  ): Promise<Answer> {
    const done = await this.once.run(actor.personId, key, async (tx) => ({ status, body: { version: await run(tx) } }));
    await this.reference.refresh();
    return { ...done, body: await this.rules(code) };
  }
}

function read(text: string): CountingRule {
  const rule = parseCountingRule(text);
  if (rule) return rule;
  throw invalid([notARule]);
}

function textOf(rule: CountingRule | null) {
  return rule ? describeCountingRule(rule) : { zh: '按试点的统计口径', en: "by the programme's rule" };
}

const notARule: Blocker = {
  code: 'format',
  pointer: '/rule',
  message: { zh: '比例不得大于一。', en: 'A share is at most one.' },
};
