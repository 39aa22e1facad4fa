import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { Allow } from '#libs/identity';
import { Reference } from '#libs/programme';
import { CompletionPresenter } from './completion.presenter.js';
import { CompletionQueries, type Dimension, dimensions, type Level, levels } from './completion.queries.js';

/** Which figures are wanted. */
export class CompletionDto {
  /** Along what; the whole programme when missing. */
  @IsOptional() @IsIn(dimensions)
  by?: Dimension;

  /** What is counted: measures under the counting rule (the default), or work items. */
  @IsOptional() @IsIn(levels)
  level?: Level;
}

@ApiTags('completion')
@Controller('programmes/:code/completion')
export class CompletionController {
  constructor(
    private readonly queries: CompletionQueries,
    private readonly presenter: CompletionPresenter,
    private readonly reference: Reference,
  ) {}

  /**
   * How many measures or work items are implemented, of how many that count, with the rule and both times.
   * Within a single region a measure is its one work item there, so both levels agree.
   */
  @Get()
  @Allow('completion.read')
  async completion(@Param('code') code: string, @Query() { by = 'programme', level = 'measure' }: CompletionDto) {
    await this.reference.programme(code);
    const kept = by === 'region' || by === 'task-region' ? 'work-item' : level;
    return this.presenter.answer(code, by, level, await this.queries.figures(code, kept, by));
  }
}
