// The trial of a reduction on one instance: everything an iff with witnesses promises, in the order in which it is cheapest to break.
import { makeBundle, readBundle, writeBundle } from '../catalogue/bundle.ts';
import { follow, walkBack, type Catalogue } from '../catalogue/catalogue.ts';
import type { AnyReduction } from '../catalogue/reduction.ts';
import { evaluate } from '../catalogue/size-law.ts';
import { lawOf, lettersAt } from '../catalogue/ways.ts';
import { InputError } from '../problem/errors.ts';
import type { Size } from '../problem/problem.ts';
import type { Random } from '../random.ts';
import { Failed, type Failure, type FailureName } from './failure.ts';
import type { Opinion } from './judge.ts';
import type { Subject } from './subject.ts';
import { otherWitnesses } from './witnesses.ts';

/** Where a witness of the target came from. */
export const WITNESS_KINDS = ['solver', 'enumerated', 'forward', 'searched', 'trained', 'rewritten'] as const;
export type WitnessKind = (typeof WITNESS_KINDS)[number];

/** How many witnesses of each kind were extracted. */
export type WitnessCounts = Readonly<Record<WitnessKind, number>>;

/** What the trial of an instance gave. `outside`: the reduction refuses the instance, which lies outside its domain. */
export type Trial = {
  readonly answer: 'yes' | 'no' | 'unknown' | 'outside';
  readonly witnesses: WitnessCounts;
  readonly failure?: Failure;
};

/** Witnesses of one kind that are looked at, evenly spread over all there are. */
const MOST_WITNESSES = 24;
/** Witnesses that are enumerated of an instance. */
const MOST_ENUMERATED = 256;

export const NO_WITNESSES: WitnessCounts = {
  solver: 0,
  enumerated: 0,
  forward: 0,
  searched: 0,
  trained: 0,
  rewritten: 0,
};

/**
 * Tries a way of reductions on an instance of its source.
 * @param thorough also looks for witnesses by gradient descent and by search, which takes longer
 * @throws Error when the deciders contradict each other: then they are wrong, not the reduction
 */
export async function trial(
  subject: Subject,
  instance: unknown,
  random: Random,
  thorough: boolean,
): Promise<Trial> {
  const witnesses = { ...NO_WITNESSES };
  let answer: Trial['answer'] = 'unknown';
  try {
    const instances = reduced(subject, instance);
    if (instances === undefined) return { answer: 'outside', witnesses };
    replayed(subject, instance, instances);
    const { found, opinion } = await sourceAnswer(subject, instance);
    answer = opinion;
    const target = await targetAnswer(subject, instances.at(-1));
    if (answer === 'yes' && target.answer === 'no')
      throw new Failed('yes-to-no', `expected the target to be YES like its source, found NO`);
    if (answer === 'no' && target.answer === 'yes')
      throw new Failed('no-to-yes', `expected the target to be NO like its source, found YES`);
    const forward = found.map((witness) => forwarded(subject, instances, witness));
    if (answer === 'yes' && target.answer === 'unknown' && forward.length === 0) answer = 'unknown';
    if (answer === 'no' && target.answer === 'unknown') answer = 'unknown';
    const kinds: Partial<Record<WitnessKind, readonly unknown[]>> = {
      solver: target.witness === undefined ? [] : [target.witness],
      enumerated: target.enumerated,
      forward: spread(forward, MOST_WITNESSES),
    };
    for await (const [kind, witness] of allWitnesses(subject, instances.at(-1), kinds, random, thorough)) {
      if (answer === 'no')
        throw new Failed(
          'no-to-yes',
          `expected the target to be NO like its source, found a witness (${kind})`,
        );
      extracted(subject, instances, witness, kind);
      witnesses[kind] += 1;
    }
    return { answer, witnesses };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return { answer, witnesses, failure: error.failure };
  }
}

/** Runs code of the reduction. @throws Failed when it throws; under the name `refusal` for an input error */
function guarded<T>(what: string, run: () => T, refusal?: FailureName): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Failed) throw error;
    if (error instanceof InputError && refusal)
      throw new Failed(refusal, `${what} refuses it: ${error.message}`);
    throw new Failed('exception', `${what} threw ${described(error)}`);
  }
}

function described(error: unknown): string {
  if (!(error instanceof Error)) return `${String(error)}, which is no Error`;
  const place = /\(?([^\s()]+:\d+:\d+)\)?$/.exec(
    error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '',
  );
  return `${error.name}: ${error.message}${place ? ` at ${place[1]}` : ''}`.replaceAll('\n', ' ');
}

/** The instances along the way; undefined outside the domain. */
function reduced({ way, source, catalogue }: Subject, instance: unknown): unknown[] | undefined {
  const before = source.write(instance);
  const instances = [instance];
  for (const step of way) {
    const last = instances.at(-1);
    let next: unknown;
    try {
      next = step.reduce(last);
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw new Failed('exception', `reduce threw ${described(error)}`);
    }
    const said = guarded('size', () => step.size(last));
    const size = sizeOf(() => catalogue.problem(step.target).size(next));
    if (!sameSize(said, size))
      throw new Failed('size-mismatch', `expected ${sizeText(said)} as size says, found ${sizeText(size)}`);
    checkLaw(step, catalogue.problem(step.source).size(last), size, catalogue);
    instances.push(next);
  }
  if (source.write(instance) !== before)
    throw new Failed('nondeterministic', 'expected reduce to leave its source alone, found it changed');
  return instances;
}

/** @throws Failed when a size is not what the law says, or more than the most it says; a law of the user's may be left out */
function checkLaw(step: AnyReduction, from: Size, size: Size, catalogue: Catalogue): void {
  if (step.sizeLaw === '') return;
  const letters = lettersAt(catalogue.problem(step.source), from);
  const { parts } = guarded('the size law', () => lawOf(step));
  for (const { name, strength, formula } of parts) {
    const value = guarded('the size law', () => evaluate(formula, letters));
    const holds =
      strength === 'about' || (strength === 'exact' ? size[name] === value : size[name]! <= value);
    if (!holds)
      throw new Failed(
        'size-mismatch',
        `expected ${strength === 'exact' ? '' : 'at most '}${name} ${value} by the law, found ${size[name]}`,
      );
  }
}

/** @throws Failed when the target has no size: it is no instance */
function sizeOf(size: () => Size): Size {
  try {
    return size();
  } catch (error) {
    throw new Failed(
      'bad-target',
      `expected an instance of the target problem, found none: ${described(error)}`,
    );
  }
}

function sameSize(a: Size, b: Size): boolean {
  const names = new Set([...Object.keys(a ?? {}), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

function sizeText(size: Size): string {
  return Object.entries(size)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** Runs after a replay that differs, before the file is blamed. */
const RUNS = 10;

/** The same bytes on a second run, a target that its own problem reads, and a bundle that comes back as it was. */
function replayed(
  { way, source, target, catalogue }: Subject,
  instance: unknown,
  instances: readonly unknown[],
): void {
  const text = written(() => target.write(instances.at(-1)));
  const runAgain = (): void => {
    const again = guarded('reduce, run again,', () =>
      follow(source.parse(source.write(instance), 'source'), way).at(-1),
    );
    if (written(() => target.write(again)) !== text)
      throw new Failed('nondeterministic', 'expected the same target from a second run, found another');
  };
  runAgain();
  try {
    target.parse(text, 'target');
  } catch (error) {
    throw new Failed('bad-target', described(error));
  }
  try {
    const bundle = makeBundle(catalogue, { problem: source, instance }, way);
    readBundle(catalogue, writeBundle(bundle), 'bundle');
  } catch (error) {
    // Chance may have been kind to the second run: the replay was one more.
    for (let run = 0; run < RUNS; run++) runAgain();
    throw new Failed('replay-mismatch', described(error));
  }
}

function written(write: () => string): string {
  try {
    return write();
  } catch (error) {
    throw new Failed(
      'bad-target',
      `expected an instance that can be written, found none: ${described(error)}`,
    );
  }
}

/** The source's answer and witnesses: all of them by enumeration, or one from an engine. */
async function sourceAnswer(
  { judge, source }: Subject,
  instance: unknown,
): Promise<{ found: readonly unknown[]; opinion: Opinion['answer'] }> {
  const posed = { problem: source, instance };
  const enumerated = judge.enumerate(posed);
  if (enumerated) {
    const found = first(enumerated, MOST_ENUMERATED);
    return { found: spread(found, MOST_WITNESSES), opinion: found.length > 0 ? 'yes' : 'no' };
  }
  const { answer, witness } = await judge.decide(posed);
  return { found: witness === undefined ? [] : [witness], opinion: answer };
}

/** The target's answer from an engine and, where it is small, from enumeration. @throws Error when the two disagree */
async function targetAnswer(
  { judge, target }: Subject,
  instance: unknown,
): Promise<Opinion & { readonly enumerated: readonly unknown[] }> {
  const posed = { problem: target, instance };
  const opinion = await judge.decide(posed);
  const all = judge.enumerate(posed);
  if (!all) return { ...opinion, enumerated: [] };
  const enumerated = first(all, MOST_ENUMERATED);
  const answer = enumerated.length > 0 ? 'yes' : 'no';
  if (opinion.answer !== 'unknown' && opinion.answer !== answer)
    throw new Error(
      `verify: the engine says ${opinion.answer}, enumeration says ${answer} of ${target.canonical(instance)}`,
    );
  return { ...opinion, answer, enumerated: spread(enumerated, MOST_WITNESSES) };
}

/** The image of a witness of the source. @throws Failed when it is no witness of the target */
function forwarded({ way, target }: Subject, instances: readonly unknown[], witness: unknown): unknown {
  const image = guarded('forward', () => way.reduce((w, step, i) => step.forward(instances[i], w), witness));
  const check = guarded('forward', () => target.check(instances.at(-1), image));
  if (!check.ok) throw new Failed('bad-forward-witness', check.reason);
  return image;
}

/** @throws Failed when what extract makes of a witness is none of the source */
function extracted(
  { way, source }: Subject,
  instances: readonly unknown[],
  witness: unknown,
  kind: WitnessKind,
): void {
  const back = guarded('extract', () => walkBack(instances, way, witness), 'bad-backward-witness');
  const check = guarded('extract', () => source.check(instances[0], back));
  if (!check.ok)
    throw new Failed('bad-backward-witness', `${check.reason} (extracted from a witness: ${kind})`);
}

/** The witnesses given and, of each of them, others nearby; all checked before they are handed on. */
async function* allWitnesses(
  subject: Subject,
  instance: unknown,
  given: Partial<Record<WitnessKind, readonly unknown[]>>,
  random: Random,
  thorough: boolean,
): AsyncGenerator<readonly [WitnessKind, unknown]> {
  const { target, to } = subject;
  const valid = (witness: unknown): boolean => target.check(instance, witness).ok;
  const seeds: unknown[] = [];
  for (const kind of WITNESS_KINDS)
    for (const witness of given[kind] ?? []) {
      if (!valid(witness)) continue;
      yield [kind, witness];
      if (seeds.length < 3) seeds.push(witness);
    }
  for (const witness of seeds)
    for (const variant of to?.variants?.(instance, witness, random) ?? [])
      if (valid(variant)) yield ['rewritten', variant];
  if (!thorough || seeds.length === 0) return;
  for await (const [kind, witness] of otherWitnesses(target, instance, random))
    if (valid(witness)) yield [kind, witness];
}

/** The first items, at most so many. */
function first<X>(items: Iterable<X>, most: number): X[] {
  const list: X[] = [];
  for (const item of items) {
    list.push(item);
    if (list.length >= most) break;
  }
  return list;
}

/** At most so many items, evenly spread over the list. */
function spread<X>(list: readonly X[], most: number): readonly X[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]!);
}
