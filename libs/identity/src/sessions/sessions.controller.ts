import { Body, Controller, Delete, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UnitOfWork } from '#libs/database';
import { notSignedIn } from '#libs/platform';
import { Public, SignedIn } from '../access/access.decorators.js';
import { MeDto } from '../me/me.dto.js';
import { MeQueries } from '../me/me.queries.js';
import { SessionCookie } from './session-cookie.js';
import { SignInDto } from './sessions.dto.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';

@ApiTags('identity')
@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly me: MeQueries,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Public()
  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Sign in with e-mail address and password; the answer sets the session cookie',
    description:
      '401 `sign-in-failed` is the same for every cause. 429 says in Retry-After when the next try is looked at.',
  })
  async create(
    @Body() { email, password }: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeDto> {
    const token = await this.signIn.run({
      email,
      password,
      address: request.ip,
      userAgent: request.headers['user-agent'],
      formerToken: this.cookie.read(request),
    });
    const actor = await this.sessions.find(token);
    if (!actor) throw notSignedIn();
    this.cookie.write(reply, token);
    return this.me.of(actor);
  }

  @SignedIn()
  @Delete('current')
  @HttpCode(204)
  // Not "cookies": that would clear those of every other service under the same domain.
  @Header('Clear-Site-Data', '"cache", "storage"')
  @ApiOperation({ summary: 'Sign out: ends this session' })
  @ApiNoContentResponse()
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    if (token) await this.unitOfWork.run((tx) => this.sessions.end(tx, token));
    this.cookie.clear(reply);
  }
}
