import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '#libs/identity';
import { ApiDocument } from './api-document.js';

/** The contract, for programs. It is the same for everyone and holds no data. */
@ApiTags('openapi')
@Controller('openapi.json')
export class OpenApiController {
  constructor(@Inject(ApiDocument) private readonly document: ApiDocument) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'This document.' })
  @ApiOkResponse({ schema: { type: 'object' }, description: 'An OpenAPI 3.1 document.' })
  read(): object {
    return this.document.get();
  }
}
