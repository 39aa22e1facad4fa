import { Controller, Get, Header, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '#libs/identity';
import { docsPage, docsScript } from './docs-page.js';

/** The contract, for people. Styles and scripts come from `docs-assets.ts`; nothing is loaded from elsewhere. */
@ApiExcludeController()
@Controller()
export class DocsController {
  /** Until the web app is served here. */
  @Public()
  @Get()
  @Redirect('/api/docs', 302)
  home(): void {}

  @Public()
  @Get('api/docs')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return docsPage;
  }

  @Public()
  @Get('api/docs/start.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return docsScript;
  }
}
