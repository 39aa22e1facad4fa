import { IsBoolean, IsOptional, IsString, IsUrl, Matches, MaxLength, MinLength } from 'class-validator';

/** Has a character that is no blank. */
const notBlank = Matches(/\S/, { context: { zh: '不能为空。', en: 'Must not be blank.' } });

/** A new link. */
export class NewLinkDto {
  /** Address of the material, http or https. */
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2000)
  url: string;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @notBlank
  title: string;

  /** Only for the region and the deciding department. */
  @IsOptional()
  @IsBoolean()
  confidential?: boolean;
}

/** What can be changed of a piece of evidence. */
export class ChangeEvidenceDto {
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @notBlank
  title?: string;

  /** Only for the region and the deciding department. */
  @IsOptional()
  @IsBoolean()
  confidential?: boolean;
}
