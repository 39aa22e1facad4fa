import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength, MinLength, ValidateIf } from 'class-validator';
import { CountingRuleDto } from '../programme.dto.js';

const format = /^(any|all|count [1-9]\d{0,4}|share [1-9]\d{0,4}\/[1-9]\d{0,4})$/;

class WithReasonDto {
  /** Why; the change of the figures is explained by it. */
  @IsString()
  @Matches(/\S/)
  @MinLength(3)
  @MaxLength(5_000)
  reason: string;
}

/** The rule by which a programme's measures count. */
export class AdoptRuleDto extends WithReasonDto {
  /** `any`, `all`, `count 3` or `share 2/3`. */
  @Matches(format)
  rule: string;
}

/** The rule by which one measure counts. */
export class MeasureRuleDto extends WithReasonDto {
  /** `any`, `all`, `count 3` or `share 2/3`; null for the programme's. */
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(({ rule }: MeasureRuleDto) => rule !== null)
  @Matches(format)
  rule: string | null;
}

/** A measure that counts by a rule of its own, or did. */
export class MeasureRulesDto {
  measure: number;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  versions: object[];
}

/** Every rule ever adopted, the oldest first. */
export class CountingRulesDto {
  @ApiProperty({ type: [CountingRuleDto] }) items: CountingRuleDto[];
  @ApiProperty({ type: [MeasureRulesDto] }) measures: MeasureRulesDto[];
}
