import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';

export class DossierScopeDto {
  @IsOptional()
  @IsUUID()
  workItemId?: string;

  /** Code of the programme, with `region` or `measure`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  programme?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  region?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(999_999)
  measure?: number;
}

/** What to collect. */
export class RequestDossierDto {
  @IsDefined()
  @ValidateNested()
  @Type(() => DossierScopeDto)
  scope: DossierScopeDto;
}

const moment = { type: String, format: 'date-time' } as const;

/** All evidence of an item, a region or a measure as one ZIP archive with its manifest. */
@ApiSchema({ name: 'Dossier' })
export class DossierDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) scope: object;
  @ApiProperty({ enum: ['queued', 'running', 'ready', 'failed', 'refused', 'expired'] }) status: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'zh and en' })
  statusText: object;
  @ApiProperty({ type: 'integer' }) filesDone: number;
  @ApiProperty({ type: 'integer', nullable: true }) filesTotal: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Hash of the archive' }) sha256: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Bytes' }) size: number | null;
  @ApiProperty(moment) requestedAt: string;
  @ApiProperty({ ...moment, nullable: true, description: 'Real time at which it is thrown away' })
  expiresAt: string | null;
}

@ApiSchema({ name: 'DossierList' })
export class DossierListDto {
  @ApiProperty({ type: [DossierDto] }) items: DossierDto[];
}
