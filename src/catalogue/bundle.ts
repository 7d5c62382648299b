// The bundle format `trainsat.bundle/1`: a source, the reductions taken and the target, so that a witness can
// be walked back.
import * as z from 'zod';
import { InputError, found } from '../problem/errors.ts';
import { parseJson, validate } from '../problem/json.ts';
import type { Provenance } from '../problem/problem.ts';
import { signatureOf } from '../problem/signature.ts';
import { VERSION } from '../version.ts';
import { follow, walkBack, type AnyProblem, type Catalogue, type Posed } from './catalogue.ts';
import type { AnyReduction } from './reduction.ts';

const textOf = z.strictObject({ problem: z.string(), text: z.string() });

/** The file format, before the replay. */
export const bundleSchema = z.strictObject({
  format: z.literal('trainsat.bundle/1'),
  /** Names of reductions, in the order taken; empty when the target is the source. */
  path: z.array(z.string()),
  /** The texts `Problem.write` gives. */
  source: textOf,
  target: textOf,
  provenance: z.record(z.string(), z.unknown()).optional(),
});

/** A way of reductions together with every instance along it. */
export type Bundle = {
  readonly source: AnyProblem;
  readonly target: AnyProblem;
  readonly way: readonly AnyReduction[];
  /** The source, the instance after each reduction, last the target. */
  readonly instances: readonly unknown[];
  readonly provenance: Provenance;
};

/** What became of a target's witness: the source's, or the reason why it is none. */
export type Extraction =
  | { readonly ok: true; readonly witness: unknown; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** True when `text` looks like a bundle. */
export function recognisesBundle(text: string): boolean {
  return signatureOf(text).format === 'trainsat.bundle';
}

/**
 * Reduces an instance along a way and keeps all that is needed to come back.
 * @param way as `Catalogue.path` returns it
 * @param provenance what is to be kept of how it came about, beside the version
 * @throws InputError when the source lies outside the domain of a reduction
 * @throws RangeError when the way does not begin at the instance's problem or does not hang together
 */
export function makeBundle(
  catalogue: Catalogue,
  posed: Posed,
  way: readonly AnyReduction[],
  provenance: Provenance = {},
): Bundle {
  const gap = firstGap(posed.problem.name, way);
  if (gap !== undefined)
    throw new RangeError(
      `makeBundle: expected a reduction from ${gap.from}, got ${gap.step.name} from ${gap.step.source}`,
    );
  return {
    source: posed.problem,
    target: catalogue.problem(way.at(-1)?.target ?? posed.problem.name),
    way,
    instances: follow(posed.instance, way),
    provenance: { ...provenance, version: VERSION },
  };
}

/** The first reduction that does not start where the one before ends. */
function firstGap(start: string, way: readonly AnyReduction[]) {
  let from = start;
  for (const [i, step] of way.entries()) {
    if (step.source !== from) return { i, from, step };
    from = step.target;
  }
  return undefined;
}

/** The text of a bundle; ends with a newline. */
export function writeBundle(bundle: Bundle): string {
  const { source, target, way, instances, provenance } = bundle;
  const file: z.input<typeof bundleSchema> = {
    format: 'trainsat.bundle/1',
    path: way.map((step) => step.name),
    source: { problem: source.name, text: source.write(instances[0]) },
    target: { problem: target.name, text: target.write(instances.at(-1)) },
    provenance,
  };
  return `${JSON.stringify(file)}\n`;
}

/**
 * Reads a bundle and replays it: the reductions are run again on the source, and the result must be the target.
 * @param source the name of the input, for messages
 * @throws InputError for malformed text, unknown problems or reductions, a path that does not hang together,
 *   and a target that is not what the reductions make of the source (names and provenance aside)
 */
export function readBundle(catalogue: Catalogue, text: string, source: string): Bundle {
  const file = validate(bundleSchema, parseJson(text, source), source);
  const from = catalogue.problem(file.source.problem, `${source}: source.problem`);
  const to = catalogue.problem(file.target.problem, `${source}: target.problem`);
  const way = file.path.map((name, i) => catalogue.reduction(name, `${source}: path[${i}]`));
  const gap = firstGap(from.name, way);
  if (gap !== undefined)
    throw new InputError(
      `${source}: path[${gap.i}]`,
      `expected a reduction from ${gap.from}, found ${gap.step.name} from ${gap.step.source}`,
    );
  const end = way.at(-1)?.target ?? from.name;
  if (end !== to.name)
    throw new InputError(
      `${source}: target.problem`,
      `expected ${end}, where the path ends, found ${found(to.name)}`,
    );
  const instances = follow(from.parse(file.source.text, `${source}: source.text`), way);
  const target = to.parse(file.target.text, `${source}: target.text`);
  if (to.canonical(target) !== to.canonical(instances.at(-1)))
    throw new InputError(
      `${source}: target.text`,
      'expected what the reductions make of the source, found another instance; make the bundle anew with "trainsat reduce --bundle"',
    );
  return { source: from, target: to, way, instances, provenance: file.provenance ?? {} };
}

/**
 * Walks a witness of the target back to the source. It is checked at the target before and at the source after
 * the walk.
 * @param source the name of the witness's file, for messages
 * @throws InputError when the text is no witness of the target's kind (malformed, or of the wrong shape)
 */
export function extractWitness(bundle: Bundle, witnessText: string, source: string): Extraction {
  const last = bundle.instances.at(-1);
  const given = bundle.target.parseWitness(witnessText, source, last);
  const check = bundle.target.check(last, given);
  if (!check.ok) return check;
  const witness = walkBack(bundle.instances, bundle.way, given);
  const back = bundle.source.check(bundle.instances[0], witness);
  if (!back.ok)
    throw new Error(
      `extractWitness: expected ${bundle.way.map((step) => step.name).join(', ')} to return a witness, got a wrong one: ${back.reason}`,
    );
  return { ok: true, witness, text: bundle.source.writeWitness(witness) };
}
