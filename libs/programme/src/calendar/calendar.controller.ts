import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Database, UnitOfWork } from '#libs/database';
import { type Actor, Allow, CurrentActor, SignedIn } from '#libs/identity';
import { notFound } from '#libs/platform';
import { Reference } from '../reference.js';
import { CalendarYearDto, SetCalendarYearDto } from './calendar-year.dto.js';
import { readCalendarYear } from './calendar.store.js';
import { SetCalendarYear } from './set-calendar-year.js';

@ApiTags('calendar')
@Controller('calendar')
export class CalendarController {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly setYear: SetCalendarYear,
    private readonly reference: Reference,
  ) {}

  /** The holidays and make-up working days of a year, and where they come from. */
  @Get(':year')
  @SignedIn()
  @ApiOkResponse({ type: CalendarYearDto })
  async year(@Param('year') text: string): Promise<CalendarYearDto> {
    const year = await readCalendarYear(this.database, yearOf(text));
    if (!year) throw noArrangement();
    return year;
  }

  /** Enters the arrangement of a year; due dates that waited for it are set soon after, those that are set stay. */
  @Put(':year')
  @Allow('calendar.set')
  @ApiOkResponse({ type: CalendarYearDto })
  async set(
    @Param('year') text: string,
    @Body() arrangement: SetCalendarYearDto,
    @CurrentActor() actor: Actor,
  ): Promise<CalendarYearDto> {
    const year = yearOf(text);
    const set = await this.unitOfWork.run((tx) => this.setYear.run(tx, actor, year, arrangement));
    await this.reference.refresh();
    return set;
  }
}

/** Throws 404 for what is no year of this calendar. */
function yearOf(text: string): number {
  if (!/^2\d{3}$/.test(text)) throw noArrangement();
  return Number(text);
}

function noArrangement() {
  return notFound({ zh: '该年的节假日安排', en: 'arrangement of that year' });
}
