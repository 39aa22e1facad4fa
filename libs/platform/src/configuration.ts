import { plainToInstance, Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  validateSync,
} from 'class-validator';

const wholeNumber = Transform(({ value }) =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
);
const list = Transform(({ value }) =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    : value,
);
const usesS3 = (configuration: Configuration): boolean => configuration.S3_ENDPOINT !== undefined;
const url = (protocols: string[]) => ({ protocols, require_protocol: true, require_tld: false, require_host: false });

/**
 * Everything that the environment can set, with its unit, default and meaning.
 * `docs/operations.md` prints the same table; `loadConfiguration` names every fault at once.
 */
export class Configuration {
  /** TCP port of the HTTP door; 0 lets the system choose. */
  @wholeNumber
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT: number = 3000;

  /** Address to listen on. The default answers this machine only. */
  @IsString()
  @MinLength(1)
  HOST: string = '127.0.0.1';

  /** Folder for the embedded database, mail files and generated passwords. */
  @IsString()
  @MinLength(1)
  DATA_DIR: string = '.data';

  /** A real PostgreSQL 18 server; without it an embedded one is started, for trial only. */
  @IsOptional()
  @IsUrl(url(['postgres', 'postgresql']))
  DATABASE_URL?: string;

  /** Connections that one process opens for requests and acts. */
  @wholeNumber
  @IsInt()
  @Min(2)
  @Max(200)
  DATABASE_POOL: number = 10;

  /** Moves the queues from PostgreSQL to Redis or Valkey. */
  @IsOptional()
  @IsUrl(url(['redis', 'rediss']))
  REDIS_URL?: string;

  /** Where mail goes; without it each mail becomes an .eml file under DATA_DIR/mail. */
  @IsOptional()
  @IsUrl(url(['smtp', 'smtps']))
  SMTP_URL?: string;

  /** Sender of all mail: one plain address. */
  @Matches(/^[^\s@<>",;:]+@[^\s@<>",;:]+$/, { message: 'MAIL_FROM must be one plain e-mail address' })
  MAIL_FROM: string = 'measures@localhost';

  /** Address under which people reach the product; links in mail begin with it. */
  @IsOptional()
  @IsUrl(url(['http', 'https']))
  PUBLIC_URL?: string;

  /** `on` fills an empty embedded database with the demonstration history; `off` starts with one coordinator. */
  @IsIn(['on', 'off'])
  DEMO: 'on' | 'off' = 'on';

  /** Password of all demonstration accounts; generated and kept in DATA_DIR/demo-password when missing. */
  @IsOptional()
  @IsString()
  @MinLength(12)
  @MaxLength(128)
  DEMO_PASSWORD?: string;

  /** Sign-in name of the first coordinator when DEMO is off. */
  @Matches(/^[^\s@<>",;:]+@[^\s@<>",;:]+$/, { message: 'COORDINATOR_EMAIL must be one plain e-mail address' })
  COORDINATOR_EMAIL: string = 'coordinator@localhost';

  /** Folder of the catalogue that is loaded into an empty database. */
  @IsString()
  @MinLength(1)
  CATALOGUE_DIR: string = 'catalogues/services-trade-2020';

  /** Minutes without a request after which a session ends. */
  @wholeNumber
  @IsInt()
  @Min(5)
  @Max(24 * 60)
  SESSION_IDLE_MINUTES: number = 60;

  /** Hours after which a session ends however busy it was. */
  @wholeNumber
  @IsInt()
  @Min(1)
  @Max(24)
  SESSION_HOURS: number = 12;

  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed, separated by commas. */
  @list
  @IsOptional()
  @IsString({ each: true })
  @Matches(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, {
    each: true,
    message: 'TRUST_PROXY must be IP addresses or CIDR ranges, separated by commas',
  })
  TRUST_PROXY?: string[];

  /** Folder of evidence files, and of those that are just coming in; DATA_DIR/evidence when missing. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  EVIDENCE_DIR?: string;

  /** Most megabytes (of 1,048,576 bytes) of one evidence file. */
  @wholeNumber
  @IsInt()
  @Min(1)
  @Max(1024)
  EVIDENCE_FILE_MB: number = 50;

  /** Most megabytes of one request that brings files. */
  @wholeNumber
  @IsInt()
  @Min(1)
  @Max(4096)
  EVIDENCE_REQUEST_MB: number = 200;

  /** Most pieces of evidence of one work item, links included. */
  @wholeNumber
  @IsInt()
  @Min(1)
  @Max(10_000)
  EVIDENCE_PER_ITEM: number = 200;

  /** Most gigabytes of evidence files of one region. */
  @wholeNumber
  @IsInt()
  @Min(1)
  @Max(100_000)
  EVIDENCE_REGION_GB: number = 50;

  /** Moves evidence files from the disk to an object store that speaks S3. */
  @IsOptional()
  @IsUrl(url(['http', 'https']))
  S3_ENDPOINT?: string;

  /** Bucket of S3_ENDPOINT; it must exist. */
  @ValidateIf(usesS3)
  @IsString()
  @MinLength(3)
  S3_BUCKET?: string;

  /** Region that requests to S3_ENDPOINT are signed for. */
  @IsString()
  @MinLength(1)
  S3_REGION: string = 'us-east-1';

  /** Key of S3_ENDPOINT. */
  @ValidateIf(usesS3)
  @IsString()
  @MinLength(1)
  S3_ACCESS_KEY?: string;

  /** Secret of S3_ACCESS_KEY. */
  @ValidateIf(usesS3)
  @IsString()
  @MinLength(1)
  S3_SECRET_KEY?: string;

  /** How much is logged. */
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  LOG_LEVEL: string = 'warn';
}

/** Thrown with every fault of the environment, one line each. */
export class ConfigurationError extends Error {
  constructor(readonly faults: string[]) {
    super(`The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** The names that the environment may set, in the order of the class. */
export const configurationNames = Object.keys(new Configuration()).concat([
  'DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
  'PUBLIC_URL',
  'DEMO_PASSWORD',
  'TRUST_PROXY',
  'EVIDENCE_DIR',
  'S3_ENDPOINT',
  'S3_BUCKET',
  'S3_ACCESS_KEY',
  'S3_SECRET_KEY',
]);

/** Reads and checks the environment. Empty values count as missing. Throws ConfigurationError naming every fault. */
export function loadConfiguration(environment: Record<string, string | undefined> = process.env): Configuration {
  const given = Object.fromEntries(
    configurationNames.filter((name) => environment[name]).map((name) => [name, environment[name]]),
  );
  const configuration = plainToInstance(Configuration, given, { exposeDefaultValues: true });
  const faults = validateSync(configuration, { whitelist: true }).flatMap((error) =>
    Object.values(error.constraints ?? {}).map((message) =>
      message.startsWith(error.property) ? message : `${error.property}: ${message}`,
    ),
  );
  if (faults.length > 0) throw new ConfigurationError(faults);
  return configuration;
}
