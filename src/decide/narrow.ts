// Narrow networks: decided by dynamic programming where the width of their interactions is small, or when asked for.
import { checkConfiguration } from '../problem/training/evaluate.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { asShallow } from '../problem/training/shallow.ts';
import { decideByDp, decompose, dpApplies } from './dp/index.ts';
import type { EngineOptions } from './engine.ts';
import { solversWord, type TrainingVerdict } from './verdict.ts';

/** Widths up to which the dynamic programme is tried unasked. */
const SMALL_WIDTH = 1;
/** Response vectors of a node up to which it is: each takes a linear program, and two nodes together have 2^22 pairs. */
const FEW_VECTORS = 2 ** 11;

/**
 * The dynamic programme's answer.
 * @returns undefined when it is neither asked for nor likely to be quick
 * @throws Error when its configuration is wrong
 */
export function decideIfNarrow(
  instance: TrainingInstance,
  options: EngineOptions,
): TrainingVerdict | undefined {
  const asked = options.engine === 'dp';
  if (!asked && (options.engine === 'sat' || options.encoding !== undefined || asShallow(instance)))
    return undefined;
  const start = performance.now();
  const applies = asked ? dpApplies(instance) : dpApplies(instance, FEW_VECTORS);
  const { width } = applies === true ? decompose(instance.architecture) : { width: Infinity };
  if (!asked && width > SMALL_WIDTH) return undefined;
  const answer =
    applies === true
      ? decideByDp(instance, options)
      : ({ answer: 'unknown', limit: `dp: ${applies}` } as const);
  const facts = {
    solver: options.solver,
    method: { name: 'dp', reason: asked ? 'asked for' : `width ${width}` },
    stats: {
      rounds: 0,
      edges: 0,
      separationChecks: 0,
      conflicts: 0,
      milliseconds: performance.now() - start,
    },
  } as const;
  if (answer.answer === 'no') return { ...facts, answer: 'no', cases: [], checked: solversWord('dp') };
  if (answer.answer === 'unknown') {
    const limit = answer.limit === 'seconds' ? `seconds: ${options.seconds}` : answer.limit;
    return { ...facts, answer: 'unknown', limit };
  }
  const { configuration } = answer;
  const check = checkConfiguration(instance, configuration);
  if (!check.ok) throw new Error(`decide: the configuration found is wrong: ${check.reason}`);
  return { ...facts, answer: 'yes', configuration, checked: 'configuration (exact)' };
}
