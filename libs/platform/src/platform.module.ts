import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { Calendar, Clock, SystemClock } from './clock.js';
import { Configuration } from './configuration.js';

/** Injection token of the process's pino logger. */
export const LOGGER = Symbol('logger');

export interface PlatformParts {
  configuration: Configuration;
  logger: Logger;
  clock?: Clock;
}

/** Configuration, clocks and log for every other module. */
@Global()
@Module({})
export class PlatformModule {
  static with({ configuration, logger, clock = new SystemClock() }: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: Configuration, useValue: configuration },
        { provide: LOGGER, useValue: logger },
        { provide: Clock, useValue: clock },
        { provide: Calendar, useValue: new Calendar(clock) },
      ],
      exports: [Configuration, LOGGER, Clock, Calendar],
    };
  }
}
