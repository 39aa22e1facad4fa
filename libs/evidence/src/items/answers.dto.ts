import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { TextDto } from '#libs/programme';

const moment = { type: String, format: 'date-time' } as const;
const whole = { type: 'integer' } as const;

@ApiSchema({ name: 'EvidenceFile' })
export class EvidenceFileDto {
  @ApiProperty() name: string;
  @ApiProperty({ description: 'Hash of the content, 64 hexadecimal digits' }) sha256: string;
  @ApiProperty({ ...whole, description: 'Bytes' }) size: number;
  @ApiProperty({ description: 'By the content, not by the name' }) mediaType: string;
  @ApiProperty({ enum: ['pdf', 'docx', 'xlsx', 'pptx', 'jpg', 'png', 'text'] }) kind: string;
}

/** Another work item that holds the same file. */
@ApiSchema({ name: 'SameFile' })
export class SameFileDto {
  @ApiProperty({ format: 'uuid' }) workItemId: string;
  @ApiProperty() region: string;
  @ApiProperty(whole) measure: number;
}

/** A file or link that proves something about a work item. */
@ApiSchema({ name: 'Evidence' })
export class EvidenceDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) workItemId: string;
  @ApiProperty() region: string;
  @ApiProperty(whole) measure: number;
  @ApiProperty({ enum: ['file', 'link'] }) kind: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: EvidenceFileDto, nullable: true }) file: EvidenceFileDto | null;
  @ApiProperty({ type: String, nullable: true }) url: string | null;
  @ApiProperty({ description: 'Only for the region and the deciding department' }) confidential: boolean;
  @ApiProperty({ description: 'A round that was sent rests on it; it cannot be removed' }) pinned: boolean;
  @ApiProperty({ ...whole, description: 'For If-Match' }) version: number;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Id and name' }) uploadedBy: object;
  @ApiProperty(moment) uploadedAt: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'boolean' }, description: 'change, remove' })
  can: Record<string, boolean>;
  @ApiProperty({
    type: [SameFileDto],
    required: false,
    description: 'For the ministry only: where else the same file lies',
  })
  sameFileIn?: SameFileDto[];
}

@ApiSchema({ name: 'EvidenceList' })
export class EvidenceListDto {
  @ApiProperty({ type: [EvidenceDto] }) items: EvidenceDto[];
}

/** What came of an upload: stored, or repeated when the item had the same content already. */
@ApiSchema({ name: 'AddedEvidence' })
export class AddedEvidenceDto extends EvidenceDto {
  @ApiProperty({ enum: ['stored', 'repeated'] }) outcome: string;
}

@ApiSchema({ name: 'AddedEvidenceList' })
export class AddedEvidenceListDto {
  @ApiProperty({ type: [AddedEvidenceDto] }) items: AddedEvidenceDto[];
}

@ApiSchema({ name: 'FolderReason' })
export class FolderReasonDto {
  @ApiProperty({ description: 'Stable word for programs' }) code: string;
  @ApiProperty({ type: TextDto }) message: TextDto;
}

/** What came of one file of a folder. */
@ApiSchema({ name: 'FolderFile' })
export class FolderFileDto {
  @ApiProperty({ description: 'The name or relative path as it came' }) name: string;
  @ApiProperty({ ...whole, nullable: true }) measure: number | null;
  @ApiProperty({ enum: ['stored', 'repeated', 'refused'] }) outcome: string;
  @ApiProperty({ type: EvidenceDto, nullable: true }) evidence: EvidenceDto | null;
  @ApiProperty({ type: [FolderReasonDto], description: 'Why it was refused' }) reasons: FolderReasonDto[];
}

@ApiSchema({ name: 'FolderAnswer' })
export class FolderAnswerDto {
  @ApiProperty(whole) stored: number;
  @ApiProperty(whole) repeated: number;
  @ApiProperty(whole) refused: number;
  @ApiProperty({ type: [FolderFileDto] }) items: FolderFileDto[];
}
