import { ApiSchema } from '@nestjs/swagger';
import type { Text } from '#libs/platform';

/** A text for people in both languages. */
@ApiSchema({ name: 'Text' })
export class TextDto implements Text {
  zh: string;
  en: string;
}
