import { Body, Controller, Delete, Get, Module, Param, Post, Query, Req } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, ValidateNested } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { UnitOfWork } from '#libs/database';
import { Public } from '#libs/identity';
import { type Answer, DomainError, IdempotencyKey, IfMatch, illegalMove, type OnceKey } from '#libs/platform';

class StepDto {
  @IsString()
  @MaxLength(10)
  dueOn: string;
}

class PlanDto {
  @ValidateNested({ each: true })
  @Type(() => StepDto)
  steps: StepDto[];
}

class ProbeDto {
  @IsString()
  @MaxLength(10)
  title: string;

  @IsOptional()
  @IsIn(['low', 'high'])
  weight?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => PlanDto)
  plan?: PlanDto;

  @IsOptional()
  @MaxLength(3, { context: { zh: '代号过长。', en: 'The nickname is too long.' } })
  nickname?: string;
}

class ProbeFilter {
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Max(200)
  limit?: number;
}

/** How often the mutating handler ran. */
export const calls = { make: 0 };

/** Routes that exist only here, to see what the door makes of requests and errors. */
@Controller('probe')
class ProbeController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Public()
  @Get()
  list(@Query() { limit = 50 }: ProbeFilter): object {
    return { items: [], limit };
  }

  @Public()
  @Post()
  make(@Body() body: ProbeDto, @IdempotencyKey() once: OnceKey | undefined): Answer {
    calls.make += 1;
    return { status: 201, body: { ...body, key: once?.key }, version: 7, location: '/api/v1/probe/1' };
  }

  @Public()
  @Post('act')
  act(@IfMatch() version: number): object {
    return { version };
  }

  @Public()
  @Get('address')
  address(@Req() { ip, host, protocol }: FastifyRequest): object {
    return { ip, host, protocol };
  }

  @Public()
  @Get('things/:id')
  one(@Param('id') id: string): object {
    return { id };
  }

  @Public()
  @Delete('things/:id')
  remove(@Param('id') _id: string): Answer<undefined> {
    return { status: 204, body: undefined };
  }

  @Public()
  @Get('errors/blocked')
  blocked(): never {
    throw illegalMove([{ code: 'four-eyes', message: { zh: '须由他人审核。', en: 'Somebody else must decide.' } }], {
      present: 'open',
    });
  }

  @Public()
  @Get('errors/throttled')
  throttled(): never {
    throw new DomainError(429, 'too-many-tries', { zh: '请稍候。', en: 'Wait.' }, [], { retryAfter: 17 });
  }

  @Public()
  @Get('errors/secret')
  async secret(): Promise<void> {
    await this.unitOfWork.run((tx) => tx.rows('select secret from nowhere where token = $1', ['hunter2']));
  }

  @Public()
  @Get('errors/plain')
  async plain(): Promise<void> {
    throw new Error('hunter2 in the message');
  }

  @Public()
  @Get('errors/odd')
  odd(): never {
    throw 'hunter2' as unknown as Error;
  }

  @Public()
  @Get('errors/late')
  async late(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tx.rows("set local statement_timeout = '50ms'");
      await tx.rows('select pg_sleep(5)');
    });
  }

  @Public()
  @Get('errors/constraint')
  async constraint(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tx.rows('create schema probe');
      await tx.rows('create table probe.party (id int constraint submission_party_one_side primary key)');
      await tx.rows('insert into probe.party values (1), (1)');
    });
  }

  @Public()
  @Get('errors/unknown-constraint')
  async unknownConstraint(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tx.rows('create schema probe');
      await tx.rows("create table probe.party (id text constraint nobody_knows check (id <> 'hunter2'))");
      await tx.rows("insert into probe.party values ('hunter2')");
    });
  }
}

@Module({ controllers: [ProbeController] })
export class ProbeModule {}

class Unchecked {
  title: string;
}

@Controller('careless')
class CarelessController {
  @Public()
  @Post('class')
  withoutRules(@Body() _body: Unchecked): void {}

  @Public()
  @Post('list')
  list(@Body() _body: ProbeDto[]): void {}

  @Public()
  @Get('query')
  single(@Query('limit') _limit: string): void {}

  @Public()
  @Get('path/:no')
  number(@Param('no') _no: number): void {}

  @Public()
  @Get('fine/:code')
  fine(@Param('code') _code: string, @Query() _query: ProbeFilter): void {}
}

/** Handlers that read their input unchecked; the application must not start with them. */
@Module({ controllers: [CarelessController] })
export class CarelessModule {}
