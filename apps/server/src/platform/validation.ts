import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Problem, shownName, type FieldProblem } from './problem.js';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-/, '');

/** class-validator names unknown fields in its sentence, whatever they are called. */
const detailOf = (code: string, detail: string): string =>
  code === 'whitelistValidation' ? 'there is no such field' : detail.slice(0, 300);

const fieldsOf = (errors: readonly ValidationError[], path = ''): FieldProblem[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const pointer = `${path}/${shownName(property)}`;
    const own = Object.entries(constraints).map(([code, detail]) => ({ pointer, code: kebab(code), detail: detailOf(code, detail) }));
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
