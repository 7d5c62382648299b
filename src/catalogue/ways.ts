// The choice among ways of reductions: the smallest target, then the fewest steps, then the order of preference.
import type { Problem, Size } from '../problem/problem.ts';
import type { AnyReduction } from './reduction.ts';
import { evaluateLaw, parseSizeLaw, type SizeLaw } from './size-law.ts';

/** Targets count as equally large when neither has so many times the bulk of the other, */
const FACTOR = 8;
/** and when neither has so many times more than this. */
const SMALL = 1000;

/** A way and the sizes its laws give for its target. */
export type Way = { readonly steps: readonly AnyReduction[]; readonly size: Size };

type Sized = Pick<Problem<unknown, unknown>, 'name' | 'letters' | 'bulk'>;

const laws = new WeakMap<AnyReduction, SizeLaw>();

/** The size law of a reduction, read once. */
export function lawOf(reduction: AnyReduction): SizeLaw {
  const law = laws.get(reduction) ?? parseSizeLaw(reduction.sizeLaw);
  laws.set(reduction, law);
  return law;
}

/** What the letters of a problem stand for at a size. */
export function lettersAt({ letters }: Pick<Sized, 'letters'>, size: Size): Record<string, number> {
  return Object.fromEntries(Object.entries(letters).map(([name, letter]) => [letter, size[name]!]));
}

/** The size that the law of a reduction gives. */
export function sizeAfter(source: Pick<Sized, 'letters'>, size: Size, reduction: AnyReduction): Size {
  return evaluateLaw(lawOf(reduction), lettersAt(source, size));
}

/** The quantities that count when instances are compared by size. */
export function bulkOf(problem: Sized, size: Size): readonly number[] {
  return problem.bulk?.(size) ?? [Object.values(size).reduce((sum, count) => sum + count, 0)];
}

/** Whether one target is no larger than another in anything, and much smaller in something. A strict partial order. */
export function isMuchSmaller(a: readonly number[], b: readonly number[]): boolean {
  return isNoLarger(a, b) && a.some((x, i) => FACTOR * Math.max(x, SMALL) < b[i]!);
}

function isNoLarger(a: readonly number[], b: readonly number[]): boolean {
  return a.every((x, i) => x <= b[i]!);
}

/**
 * The ways from one problem to another at a size, best first: those whose target another way makes much smaller come after
 * those where none does; among either the fewest steps come first, and then the order of the reductions. Ways pass no problem
 * twice, and none is listed whose way to some problem on it is no shorter and in no size smaller than another to there.
 */
export function waysBetween(
  problems: readonly Sized[],
  reductions: readonly AnyReduction[],
  from: string,
  to: string,
  size: Size,
): Way[] {
  const problem = new Map(problems.map((each) => [each.name, each]));
  const known = new Map<string, Way[]>([[from, [{ steps: [], size }]]]);
  // By the number of steps, and within it by preference, so that whatever a way is compared with comes before it.
  for (let last = [from].map((name) => ({ name, way: known.get(name)![0]! })); last.length > 0;) {
    const found: typeof last = [];
    for (const { name, way } of last) {
      if (name === to) continue;
      for (const step of reductions) {
        const passed = step.target === from || way.steps.some(({ target }) => target === step.target);
        if (step.source !== name || passed) continue;
        const after = sizeAfter(problem.get(name)!, way.size, step);
        const rivals = known.get(step.target) ?? [];
        if (rivals.some((rival) => isNoLarger(Object.values(rival.size), valuesLike(rival.size, after))))
          continue;
        const longer = { steps: [...way.steps, step], size: after };
        known.set(step.target, [...rivals, longer]);
        found.push({ name: step.target, way: longer });
      }
    }
    last = found;
  }
  const ways = (known.get(to) ?? []).map((way) => ({ way, bulk: bulkOf(problem.get(to)!, way.size) }));
  const loses = ({ bulk }: (typeof ways)[number]): boolean =>
    ways.some((other) => isMuchSmaller(other.bulk, bulk));
  return [...ways.filter((way) => !loses(way)), ...ways.filter(loses)].map(({ way }) => way);
}

/** The values of a size in the order of another one's names. */
function valuesLike(names: Size, size: Size): number[] {
  return Object.keys(names).map((name) => size[name]!);
}
