import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '#libs/identity';
import { Readiness } from './readiness.js';

const answer = (status: string, more: object = {}) => ({
  schema: {
    type: 'object',
    required: ['status', ...Object.keys(more)],
    properties: { status: { type: 'string', const: status }, ...more },
  },
});

/** For load balancers and supervisors. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process runs. It says nothing about the database, whose failure a restart would not mend. */
  @Public()
  @Get('live')
  @ApiOperation({ summary: 'Whether the process runs.' })
  @ApiOkResponse(answer('live'))
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The process can serve requests; 503 names the part that cannot. */
  @Public()
  @Get('ready')
  @ApiOperation({ summary: 'Whether requests can be served; 503 names the part that fails.' })
  @ApiOkResponse(answer('ready', { parts: { type: 'object', additionalProperties: { type: 'string', const: 'ok' } } }))
  async ready(): Promise<{ status: 'ready'; parts: Record<string, 'ok'> }> {
    return { status: 'ready', parts: await this.readiness.check() };
  }
}
