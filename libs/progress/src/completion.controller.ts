import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { badRequest } from '#libs/platform';
import { type CountingRule, parseCountingRule } from '#libs/programme';
import { CompletionAnswerDto } from './completion.dto.js';
import { Completion } from './completion.js';
import { ChangesDto, CompletionDto, ExplanationDto, ForecastDto, TrendDto } from './completion.query.js';
import { ForecastAnswerDto, TrendAnswerDto } from './forecast/outlook.dto.js';
import { Outlook } from './forecast/outlook.js';
import { Explanation } from './history/explanation.js';
import { ChangesAnswerDto, ExplanationAnswerDto } from './history/history.dto.js';

@ApiTags('completion')
@Controller('programmes/:code/completion')
export class CompletionController {
  constructor(
    private readonly completion: Completion,
    private readonly explanation: Explanation,
    private readonly outlook: Outlook,
  ) {}

  /**
   * How many measures or work items are implemented, of how many that count, with the rule and both times: now, or as
   * of any day as known at any moment. Within a single region a measure is its one work item there, so both levels agree.
   */
  @Get()
  @Allow('completion.read')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: CompletionAnswerDto })
  async figures(
    @Param('code') code: string,
    @Query() { by = 'programme', level = 'measure', rule, ...standpoint }: CompletionDto,
  ): Promise<string> {
    return this.completion.answer(code, { by, level, rule: readRule(rule), ...standpoint });
  }

  /** Opens a figure: its fraction, its rule and the list behind it. */
  @Get('explanation')
  @Allow('completion.read')
  @ApiOkResponse({ type: ExplanationAnswerDto })
  async explain(
    @Param('code') code: string,
    @Query() { level = 'measure', task, measure, ...asked }: ExplanationDto,
    @CurrentActor() actor: Actor,
  ) {
    return this.explanation.explain(actor, code, { level, ...asked, ...numbersOf({ task, measure }) });
  }

  /** What entered a figure and what left it between two days, and by whose acts. */
  @Get('changes')
  @Allow('completion.read')
  @ApiOkResponse({ type: ChangesAnswerDto })
  async changes(
    @Param('code') code: string,
    @Query() { level = 'measure', task, measure, ...asked }: ChangesDto,
    @CurrentActor() actor: Actor,
  ) {
    return this.explanation.changes(actor, code, { level, ...asked, ...numbersOf({ task, measure }) });
  }

  /** How a figure came about, each point as it was known then. */
  @Get('trend')
  @Allow('completion.read')
  @ApiOkResponse({ type: TrendAnswerDto })
  async trend(
    @Param('code') code: string,
    @Query() { level = 'measure', step = 'month', task, measure, ...asked }: TrendDto,
  ) {
    return this.outlook.trend(code, level, { ...asked, ...numbersOf({ task, measure }) }, step);
  }

  /** Where a figure may stand on the programme's last day, with a range, the method and its error in the past. */
  @Get('forecast')
  @Allow('completion.read')
  @ApiOkResponse({ type: ForecastAnswerDto })
  async forecast(@Param('code') code: string, @Query() { level = 'measure', task, measure, ...asked }: ForecastDto) {
    return this.outlook.forecast(code, level, { ...asked, ...numbersOf({ task, measure }) });
  }
}

function numbersOf(texts: { task?: string; measure?: string }): { task?: number; measure?: number } {
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return { task: number(texts.task), measure: number(texts.measure) };
}

function readRule(text: string | undefined): CountingRule | undefined {
  if (text === undefined) return undefined;
  const rule = parseCountingRule(text);
  if (rule) return rule;
  const message = {
    zh: '统计口径应为 any、all、count n 或 share p/q。',
    en: 'A counting rule is any, all, count n or share p/q.',
  };
  throw badRequest([{ code: 'format', pointer: '/rule', message }]);
}
