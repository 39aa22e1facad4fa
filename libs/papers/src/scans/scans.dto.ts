import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { scanSides } from './scan.policy.js';

/** The scan of a round's signed paper. */
@ApiSchema({ name: 'SignedScan' })
export class SignedScanDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) submissionId: string;
  @ApiProperty({ type: 'integer' }) round: number;
  @ApiProperty({ enum: scanSides, description: 'Who signed it' }) side: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Name, hash, bytes and media type' })
  file: object;
  @ApiProperty({ type: String, nullable: true, description: 'The digest on the paper, when it was given' })
  digest: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Id and name' }) uploadedBy: object;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'For whom, if for another' })
  onBehalfOf: object | null;
  @ApiProperty({ type: String, format: 'date-time' }) uploadedAt: string;
  @ApiProperty({ description: 'Where the scan itself is' }) content: string;
}
