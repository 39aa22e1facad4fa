import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { UnitOfWork } from '#libs/database';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { Reference } from '../reference.js';
import { SetTerms } from './set-terms.js';
import { TermsDto } from './terms.dto.js';

@ApiTags('programme')
@Controller('programmes/:code/terms')
export class TermsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly setTerms: SetTerms,
    private readonly reference: Reference,
  ) {}

  /** The working days that the programme gives to decide and to give an opinion. */
  @Get()
  @Allow('programme.read')
  @ApiOkResponse({ type: TermsDto })
  async terms(@Param('code') code: string): Promise<TermsDto> {
    const { decideDays, opinionDays } = await this.reference.programme(code);
    return { decideDays, opinionDays };
  }

  /** Sets them for clocks that start from now on; those that run keep theirs. */
  @Put()
  @Allow('terms.set')
  @ApiOkResponse({ type: TermsDto })
  async set(@Param('code') code: string, @Body() terms: TermsDto, @CurrentActor() actor: Actor): Promise<TermsDto> {
    const set = await this.unitOfWork.run((tx) => this.setTerms.run(tx, actor, code, terms));
    await this.reference.refresh();
    return set;
  }
}
