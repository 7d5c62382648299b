// Training options in range, or one clear error.
import { InputError, found } from '../problem/errors.ts';
import { MAX_EPOCHS } from './integer/parameters.ts';
import { BACKENDS, OPTIMIZERS, type Hyperparameters, type TrainOptions } from './types.ts';

/** Largest number of restarts: they are numbered in 32 bits. */
const MAX_RESTARTS = 2 ** 31 - 1;

/** @throws InputError naming the first option that is out of range */
export function checkOptions(options: TrainOptions): void {
  whole('restarts', options.restarts, 1, MAX_RESTARTS);
  whole('epochs', options.epochs, 1, MAX_EPOCHS);
  whole('seed', options.seed, 0, 2 ** 32 - 1);
  oneOf('backend', options.backend, BACKENDS);
  oneOf('optimizer', options.optimizer, OPTIMIZERS);
  for (const [name, value] of Object.entries(options.hyperparameters ?? {})) {
    oneOf('hyperparameters', name, Object.keys(CHECKS));
    if (value !== undefined) CHECKS[name as keyof Hyperparameters](name, value);
  }
}

type Check = (name: string, value: unknown) => void;

/** A check of numbers that a predicate allows. */
const number =
  (expected: string, allowed: (value: number) => boolean): Check =>
  (name, value) => {
    if (typeof value !== 'number' || !allowed(value))
      throw new InputError(name, `expected ${expected}, found ${found(value)}`);
  };

const range = number('glorot or a number from 0 to 8', (x) => x >= 0 && x <= 8);
const decay = number('a number from 0 to below 1', (x) => x >= 0 && x < 1);

/** Ranges that every core knows how to round into its own. */
const CHECKS: Readonly<Record<keyof Hyperparameters, Check>> = {
  rate: number('a number above 0, at most 1000000', (x) => x > 0 && x <= 1e6),
  beta1: decay,
  beta2: decay,
  init(name, value) {
    if (value !== 'glorot') range(name, value);
  },
  steepness(name, value) {
    const within = (x: unknown) => typeof x === 'number' && x >= 1 / 16 && x <= 8;
    if (!Array.isArray(value) || value.length !== 2 || !value.every(within))
      throw new InputError(name, `expected two numbers from 0.0625 to 8, found ${found(value)}`);
  },
  balanced(name, value) {
    if (typeof value !== 'boolean')
      throw new InputError(name, `expected true or false, found ${found(value)}`);
  },
  batch: (name, value) => whole(name, value, 0, 2 ** 31 - 1),
};

function whole(name: string, value: unknown, least: number, most: number): void {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
    throw new InputError(name, `expected an integer from ${least} to ${most}, found ${found(value)}`);
}

function oneOf(name: string, value: string, names: readonly string[]): void {
  if (!names.includes(value))
    throw new InputError(name, `expected one of ${names.join(', ')}, found ${found(value)}`);
}
