import type { DynamicModule, LoggerService } from '@nestjs/common';
import { Logger, LoggerModule, PinoLogger, type Params } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import type { Settings } from './settings.js';

/** What no log line holds, should it ever be handed one of these: at the top of what is logged or one step below. */
const WITHHELD = [
  'authorization',
  'cookie',
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'accessToken',
  'body',
  'data',
  'query',
  'idNumber',
  'phone',
  'address',
  'cardNumber',
  'health',
];

/** Numbers as long as those that belong to people, and anything in Chinese: names and addresses are. */
const PERSONAL = /\d{6,}[\dXx]*|\p{Script=Han}+/gu;

const masked = (text: string): string => text.replace(PERSONAL, '*');

type LoggedError = Readonly<{ type: string; message: string; code?: unknown; stack?: string; cause?: LoggedError }>;

/** What is told of an error. Drivers and folds may quote what they choked on, so whatever could be a person's is masked. */
const errorFacts = (error: unknown): LoggedError => {
  if (!(error instanceof Error)) return { type: typeof error, message: '' };
  const { name, message, stack, cause } = error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: name,
    message: masked(message),
    ...(code === undefined ? {} : { code }),
    ...(stack === undefined ? {} : { stack: masked(stack) }),
    ...(cause === undefined ? {} : { cause: errorFacts(cause) }),
  };
};

/** Nest tells at each start of every module and route; that is for those who look for it. */
const START_UP = new Set(['InstanceLoader', 'NestApplication', 'NestFactory', 'RouterExplorer', 'RoutesResolver']);

export class ServerLogger extends Logger {
  override log(message: unknown, ...details: unknown[]): void {
    if (START_UP.has(String(details.at(-1)))) this.debug(message, ...details);
    else super.log(message, ...details);
  }
}

const paramsOf = ({ logLevel }: Pick<Settings, 'logLevel'>, to?: DestinationStream): Params => {
  const options = {
    level: logLevel,
    base: null,
    // The line of a request is written when its route and outcome are known, see traffic.ts.
    autoLogging: false,
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level: string) => ({ level }) },
    serializers: { err: errorFacts },
    // Else the error would come as what pino makes of it, unmasked texts and all.
    wrapSerializers: false,
    redact: { paths: WITHHELD.flatMap((name) => [name, `*.${name}`]), censor: '*' },
  };
  return { pinoHttp: to ? [options, to] : options };
};

/** JSON lines on standard output, each with the id of the request it belongs to; `to` is for tests. */
export const loggerModule = (settings: Settings, to?: DestinationStream): DynamicModule => LoggerModule.forRoot(paramsOf(settings, to));

/** The same lines from where there is no application: a thread of the server. */
export const plainLogger = (settings: Pick<Settings, 'logLevel'>): LoggerService => {
  const params = paramsOf(settings);
  return new ServerLogger(new PinoLogger(params), params);
};
