import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor, isMinistry, PeopleQueries } from '#libs/identity';
import { MeasureDetailDto, MeasureFilterDto, MeasureListDto } from './measure.dto.js';
import { presentMeasure, presentMeasureDetail } from './measure.presenter.js';
import {
  DepartmentListDto,
  ProgrammeDetailDto,
  ProgrammeListDto,
  RegionListDto,
  TaskListDto,
} from './programme.dto.js';
import { presentDepartments, presentProgramme, presentProgrammeDetail, presentTasks } from './programme.presenter.js';
import { ProgrammeQueries } from './programme.queries.js';

@ApiTags('programme')
@Controller('programmes')
export class ProgrammeController {
  constructor(
    private readonly queries: ProgrammeQueries,
    private readonly people: PeopleQueries,
  ) {}

  @Allow('programme.read')
  @Get()
  @ApiOperation({ summary: 'All programmes, the earliest first' })
  async programmes(): Promise<ProgrammeListDto> {
    return { items: (await this.queries.programmes()).map(presentProgramme) };
  }

  @Allow('programme.read')
  @Get(':code')
  @ApiOperation({ summary: 'A programme with its counting rule and sources' })
  async programme(@Param('code') code: string): Promise<ProgrammeDetailDto> {
    return presentProgrammeDetail(await this.queries.programme(code), await this.queries.countingRule(code));
  }

  @Allow('programme.read')
  @Get(':code/tasks')
  @ApiOperation({ summary: 'The tasks with their themes, by number' })
  async tasks(@Param('code') code: string): Promise<TaskListDto> {
    return { items: presentTasks(await this.queries.programme(code)) };
  }

  @Allow('programme.read')
  @Get(':code/measures')
  @ApiOperation({ summary: 'The measures, by number' })
  async measures(@Param('code') code: string, @Query() filter: MeasureFilterDto): Promise<MeasureListDto> {
    const programme = await this.queries.programme(code);
    return { items: (await this.queries.measures(code, filter)).map((measure) => presentMeasure(measure, programme)) };
  }

  @Allow('programme.read')
  @Get(':code/measures/:no')
  @ApiOperation({ summary: 'A measure with its proof list, regions and legal adjustments' })
  async measure(@Param('code') code: string, @Param('no') no: string): Promise<MeasureDetailDto> {
    return presentMeasureDetail(await this.queries.measure(code, no), await this.queries.programme(code));
  }

  @Allow('programme.read')
  @Get(':code/regions')
  @ApiOperation({ summary: 'The regions, in the order of the catalogue' })
  async regions(@Param('code') code: string): Promise<RegionListDto> {
    return { items: [...(await this.queries.programme(code)).regions.values()] };
  }

  @Allow('programme.read')
  @Get(':code/departments')
  @ApiOperation({ summary: 'The departments that lead or support measures, in the order of the catalogue' })
  async departments(@Param('code') code: string, @CurrentActor() actor: Actor): Promise<DepartmentListDto> {
    const programme = await this.queries.programme(code);
    return { items: presentDepartments(programme, isMinistry(actor) ? await this.people.heads() : undefined) };
  }
}
