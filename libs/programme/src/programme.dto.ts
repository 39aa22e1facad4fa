import { ApiProperty } from '@nestjs/swagger';
import { SourcedDto } from './sourced.dto.js';
import { TextDto } from './text.dto.js';

/** A programme of reform. Dates are 'YYYY-MM-DD'. */
export class ProgrammeDto extends SourcedDto {
  code: string;
  name: TextDto;
  /** Who runs it. */
  runsIt: TextDto;
  /** Who approved it. */
  approvedBy: TextDto;
  startsOn: string;
  endsOn: string;
  /** IANA name of the zone in which its days begin and end, such as `Asia/Shanghai`. */
  timeZone: string;
  /** Whether a regional lead signs off before a region's draft is sent. */
  regionalSignOff: boolean;
  /** Grows with every amendment of the catalogue. */
  catalogueVersion: number;
}

export class ProgrammeListDto {
  items: ProgrammeDto[];
}

/** When a measure counts as implemented. */
export class CountingRuleDto {
  version: number;
  @ApiProperty({ enum: ['any', 'all', 'count', 'share'] })
  kind: string;
  /** Fewest regions, for the kind `count`. */
  n: number | null;
  /** Least share of the regions, for the kind `share`. */
  numerator: number | null;
  denominator: number | null;
  /** Business time from which it holds. */
  adoptedAt: Date;
  /** The rule in words. */
  text: TextDto;
}

/** How many rows the catalogue has of each kind. */
export class CatalogueSizeDto {
  tasks: number;
  measures: number;
  regions: number;
  departments: number;
  legalAdjustments: number;
}

/** A public source that rows refer to by its id. */
export class SourceDto extends SourcedDto {
  id: string;
  text: TextDto;
}

/** A programme with the rule by which it counts and the sources that its rows refer to. */
export class ProgrammeDetailDto extends ProgrammeDto {
  countingRule: CountingRuleDto;
  size: CatalogueSizeDto;
  sources: SourceDto[];
}

export class ThemeDto extends SourcedDto {
  task: number;
  /** Counts from 1 within the task. */
  no: number;
  name: TextDto;
}

export class TaskDto extends SourcedDto {
  no: number;
  name: TextDto;
  themes: ThemeDto[];
  /** How many measures it has. */
  measures: number;
}

export class TaskListDto {
  items: TaskDto[];
}

export class RegionDto extends SourcedDto {
  code: string;
  name: TextDto;
  /** The province-level unit. */
  province: TextDto;
}

export class RegionListDto {
  items: RegionDto[];
}

/** Who heads a department. */
export class DepartmentHeadNameDto {
  id: string;
  name: TextDto;
}

export class DepartmentDto extends SourcedDto {
  code: string;
  name: TextDto;
  /** How many measures it leads. */
  leads: number;
  /** How many measures it supports. */
  supports: number;
  @ApiProperty({ type: DepartmentHeadNameDto, nullable: true, required: false, description: 'For the ministry only' })
  head?: DepartmentHeadNameDto | null;
}

export class DepartmentListDto {
  items: DepartmentDto[];
}
