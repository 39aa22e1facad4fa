import { Transform } from 'class-transformer';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { emailPattern } from '../people/email.rules.js';

/** What a person signs in with. */
export class SignInDto {
  /** The account's e-mail address; case does not matter. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @MaxLength(254)
  @Matches(emailPattern, { context: { zh: '须为电子邮件地址。', en: 'Must be an e-mail address.' } })
  email: string;

  /** The whole password, up to 256 characters; blanks count. */
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  password: string;
}
