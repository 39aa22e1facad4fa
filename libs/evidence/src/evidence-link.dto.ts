import { IsInt, IsOptional, IsString, IsUrl, Max, MaxLength, Min, MinLength } from 'class-validator';

/** A link that proves a point of the measure's proof list. */
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

  /** Address of the material, http or https. */
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2000)
  url: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  note?: string;
}
