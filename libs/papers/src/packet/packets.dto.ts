import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { type Language, languages } from '#libs/platform';

export class PacketQueryDto {
  /** Language of the paper; the reader's own when missing. */
  @IsOptional()
  @IsIn(languages)
  language?: Language;
}

export class VerifyQueryDto {
  /** The 64 digits on the paper, in capitals or small letters, with or without blanks. */
  @Matches(/^(?:[\s-]*[0-9a-fA-F]){64}[\s-]*$/, { message: 'digest must have 64 hexadecimal digits' })
  digest: string;
}

/** Whether a paper is of a round. */
@ApiSchema({ name: 'PaperCheck' })
export class PaperCheckDto {
  @ApiProperty({ format: 'uuid' }) submissionId: string;
  @ApiProperty({ type: 'integer' }) round: number;
  @ApiProperty({ description: 'The paper is of this very round' }) matches: boolean;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The round that it is of; null when it is of none' })
  paperIsOfRound: number | null;
  @ApiProperty({ description: 'False for what the region is still writing' }) sent: boolean;
  @ApiProperty({ description: 'The latest round that was sent' }) isLatest: boolean;
}
