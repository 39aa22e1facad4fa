import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { Allow } from '#libs/identity';
import { CompletionAnswerDto } from './completion.dto.js';
import { Completion } from './completion.js';
import { type Dimension, dimensions, type Level, levels } from './completion.queries.js';

/** Which figures are wanted. */
export class CompletionDto {
  /** Along what; the whole programme when missing. */
  @IsOptional()
  @IsIn(dimensions)
  by?: Dimension;

  /** What is counted: measures under the counting rule (the default), or work items. */
  @IsOptional()
  @IsIn(levels)
  level?: Level;
}

@ApiTags('completion')
@Controller('programmes/:code/completion')
export class CompletionController {
  constructor(private readonly completion: Completion) {}

  /**
   * How many measures or work items are implemented, of how many that count, with the rule and both times.
   * Within a single region a measure is its one work item there, so both levels agree.
   */
  @Get()
  @Allow('completion.read')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: CompletionAnswerDto })
  async figures(
    @Param('code') code: string,
    @Query() { by = 'programme', level = 'measure' }: CompletionDto,
  ): Promise<string> {
    return this.completion.answer(code, by, level);
  }
}
