import { IsInt, IsOptional, IsString, IsUrl, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';

/** A pin: an address or a piece of the item's evidence that proves a point of the measure's proof list. */
export class EvidenceLinkDto {
  /** Number of the point in the proof list. */
  @IsInt()
  @Min(1)
  @Max(99)
  point: number;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  title: string;

  /** Address of the material, http or https; or `evidenceId`, never both. */
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2000)
  url?: string;

  /** Evidence of the same work item, which the round then rests on. */
  @IsOptional()
  @IsUUID()
  evidenceId?: string;

  /** Page of the file at which to look, from 1. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99_999)
  page?: number;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  note?: string;
}
