import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem, type FieldProblem } from './problem.js';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-/, '');

const fieldsOf = (errors: readonly ValidationError[], path = ''): FieldProblem[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const pointer = `${path}/${property.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 100)}`;
    const own = Object.entries(constraints).map(([code, detail]) => ({ pointer, code: kebab(code), detail: detail.slice(0, 300) }));
    return [...own, ...fieldsOf(children, pointer)];
  });

/** Everything from outside passes here: unknown fields are refused, nested values included, and values are never echoed. */
export const validation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new Problem(400, 'validation-failed', {}, fieldsOf(errors)),
  });
