// Literals of numbered variables in files: ±1 … ±variables.
import * as z from 'zod';
import { MAX_VARIABLES } from './dimacs.ts';
import { InputError, found } from './errors.ts';

/** A number of variables. */
export const variableCount = z.int().min(0).max(MAX_VARIABLES);

/** A literal; `checkLiteral` knows the variables there are. */
export const literal = z.int();

/** @throws InputError unless the literal is of variables 1 to `variables` */
export function checkLiteral(value: number, variables: number, place: string): void {
  if (value === 0 || Math.abs(value) > variables)
    throw new InputError(
      place,
      variables === 0
        ? `expected no literal of 0 variables, found ${found(value)}`
        : `expected a literal from -${variables} to ${variables} other than 0, found ${found(value)}`,
    );
}
