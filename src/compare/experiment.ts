// The experiment: for every subject the exact answer and every heuristic, always on the same network.
import { follow, type Catalogue } from '../catalogue/catalogue.ts';
import type { Companions } from '../convex/index.ts';
import type { Optimum, OptimumOptions } from '../decide/optimum.ts';
import type { DecideOptions, TrainingVerdict } from '../decide/verdict.ts';
import { InputError } from '../problem/errors.ts';
import { sha256Hex } from '../problem/hash.ts';
import type { Architecture } from '../problem/training/architecture.ts';
import { examplesRight, weightRight } from '../problem/training/evaluate.ts';
import { training } from '../problem/training/problem.ts';
import { requiredWeight, totalWeight, type TrainingInstance } from '../problem/training/schema.ts';
import { asShallow, shallowInstance } from '../problem/training/shallow.ts';
import { methodName, type Method } from '../train/method.ts';
import type { TrainOptions, TrainResult } from '../train/types.ts';
import { companionsOf } from './companions.ts';
import { withLayers } from './layers.ts';
import type { Subject } from './subject.ts';

/** Who decides and who trains; tests and pages hand in their own. */
export type Engines = {
  readonly decide: (instance: TrainingInstance, options: DecideOptions) => Promise<TrainingVerdict>;
  readonly optimum: (instance: TrainingInstance, options: OptimumOptions) => Promise<Optimum>;
  readonly train: (instance: TrainingInstance, options: TrainOptions) => Promise<TrainResult>;
};

/** What to compare with: the limits of the exact decisions, the heuristics, and the networks. */
export type CompareOptions = Pick<DecideOptions, 'conflicts' | 'solver'> &
  Pick<TrainOptions, 'restarts' | 'epochs' | 'backend' | 'seed'> & {
    /** Limit of each exact decision. */
    readonly seconds: number;
    /** Whether to look for the most that any network gets right where the answer is not YES, for as long again. */
    readonly optimum?: boolean | undefined;
    /** Whether to fit single units by convex methods as well. */
    readonly convex?: boolean | undefined;
    /** At least one. */
    readonly methods: readonly Method[];
    /** Numbers of hidden units to put in place of the networks' own. */
    readonly hidden?: readonly number[] | undefined;
    /** Hidden layers to put in place of the networks' own, each list the units of one network. */
    readonly layers?: readonly (readonly number[])[] | undefined;
    /** The reduction to take to training, by name. */
    readonly via?: string | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((share: number, message: string) => void) | undefined;
    /** Called with each finished training result. */
    readonly onTrained?: ((result: TrainResult) => void) | undefined;
  };

/** What one heuristic achieved; `weight` is that of the examples which its best network gets right. */
export type Attempt = {
  readonly method: Method;
  readonly result: TrainResult;
  readonly weight: number;
};

/** Bounds on the weight of the examples that any network gets right. */
export type Bounds = Pick<Optimum, 'lower' | 'upper'>;

/** One network with its exact answer and the heuristics' results. */
export type Run = {
  /** The number of its subject, from 0. */
  readonly subject: number;
  readonly group: string;
  readonly family: Subject['family'];
  readonly parameters: Subject['parameters'];
  readonly seed: number | null;
  /** SHA-256 of the canonical training instance. */
  readonly sha256: string;
  /** Names of the reductions from the subject to the network; empty when it was one. */
  readonly way: readonly string[];
  readonly architecture: Architecture;
  readonly examples: number;
  /** That of all its examples. */
  readonly weight: number;
  readonly verdict: TrainingVerdict;
  /** Undefined when nobody asked. */
  readonly optimum: Bounds | undefined;
  /** Undefined when nobody asked, and when interrupted before. */
  readonly convex: Companions | undefined;
  /** In the order of the methods; fewer when interrupted. */
  readonly attempts: readonly Attempt[];
};

/** The runs in the order of the subjects. */
export type Comparison = {
  /** The finished ones; after an interruption also the one whose exact answer was there already. */
  readonly runs: readonly Run[];
  /** Runs with all their attempts. */
  readonly finished: number;
  readonly planned: number;
  readonly interrupted: boolean;
};

type Network = { readonly instance: TrainingInstance; readonly way: readonly string[] };

/**
 * Runs the comparison, one subject after the other (decider and trainers use all cores themselves).
 * @throws InputError when a subject does not lead to training, or cannot be generated
 * @throws Error when a heuristic's network contradicts an exact NO, or does not do what the trainer says
 */
export async function compare(
  subjects: readonly Subject[],
  catalogue: Catalogue,
  options: CompareOptions,
  engines?: Engines,
): Promise<Comparison> {
  const sides = engines ?? (await ownEngines());
  const { signal } = options;
  const runs: Run[] = [];
  const planned = subjects.length * (options.layers?.length ?? options.hidden?.length ?? 1);
  for (const [s, subject] of subjects.entries())
    for (const network of networks(subject, catalogue, options)) {
      const finished = runs.length;
      const interrupted = { runs, finished, planned, interrupted: true };
      if (signal?.aborted) return interrupted;
      const outcome = await once(subject, network, options, sides, finished / planned, 1 / planned);
      if (outcome === undefined) return interrupted;
      runs.push({ subject: s, ...outcome });
      if (outcome.attempts.length < options.methods.length) return interrupted;
    }
  return { runs, finished: planned, planned, interrupted: false };
}

async function ownEngines(): Promise<Engines> {
  const [{ decideTraining }, { optimum }, { train }] = await Promise.all([
    import('../decide/index.ts'),
    import('../decide/optimum.ts'),
    import('../train/index.ts'),
  ]);
  return { decide: decideTraining, optimum, train };
}

/** The networks of a subject: one, or one for each number of hidden units, or hidden layers, asked for. @throws InputError */
export function networks(
  subject: Subject,
  catalogue: Catalogue,
  options: Pick<CompareOptions, 'via' | 'hidden' | 'layers'>,
): Network[] {
  const posed = subject.pose();
  const via = options.via === undefined ? undefined : catalogue.reduction(options.via, '--via');
  const way = catalogue.wayFor(posed, training.name, via);
  if (!way)
    throw new InputError(
      subject.group,
      `expected an instance that reduces to training${via ? ` through ${via.name}` : ''}, found one of ${posed.problem.name}`,
    );
  const own = follow(posed.instance, way).at(-1) as TrainingInstance;
  const names = way.map((step) => step.name);
  if (options.layers !== undefined)
    return options.layers.map((units) => ({ instance: withLayers(own, units), way: names }));
  if (options.hidden === undefined) return [{ instance: own, way: names }];
  const shallow = asShallow(own);
  if (!shallow?.hidden)
    throw new InputError(
      subject.group,
      `expected a network with one hidden layer for --hidden, found ${shallow ? 'a single unit' : 'one of another shape'}`,
    );
  return options.hidden.map((hidden) => ({
    instance: shallowInstance({ ...shallow, inputs: own.architecture.inputs, hidden }),
    way: names,
  }));
}

/** @returns undefined when interrupted before there was an answer; when interrupted later, the attempts so far */
async function once(
  subject: Subject,
  { instance, way }: Network,
  options: CompareOptions,
  engines: Engines,
  before: number,
  share: number,
): Promise<Omit<Run, 'subject'> | undefined> {
  const { signal, methods } = options;
  const name = subject.seed === null ? subject.group : `${subject.group} seed=${subject.seed}`;
  const progress = (part: number, words: string): void =>
    options.onProgress?.(before + (share * part) / (1 + methods.length), `${name}: ${words}`);
  progress(0, 'exact answer');
  const { seconds, conflicts, solver, restarts, epochs, backend, seed } = options;
  const verdict = await engines.decide(instance, {
    seconds,
    conflicts,
    solver,
    signal,
    onProgress: (message) => progress(0, message),
  });
  if (signal?.aborted && verdict.answer === 'unknown') return undefined;
  const bounds = options.optimum
    ? await boundsOf(instance, verdict, engines, {
        seconds,
        signal,
        onProgress: (message) => progress(0, `optimum ${message}`),
      })
    : undefined;
  const wanted = options.convex === true && signal?.aborted !== true;
  if (wanted) progress(0, 'convex companions');
  const convex = wanted ? await companionsOf(name, instance, verdict, bounds) : undefined;
  const attempts: Attempt[] = [];
  for (const [i, method] of methods.entries()) {
    if (signal?.aborted) break;
    const result = await engines.train(instance, {
      restarts,
      epochs,
      backend,
      seed,
      ...method,
      signal,
      onProgress: (done) => progress(1 + i + done, methodName(method)),
    });
    if (result.supported && result.interrupted) {
      options.onTrained?.(result);
      break;
    }
    const weight = result.supported ? weightRight(instance, result.best) : 0;
    crossCheck(name, instance, verdict, bounds, result, weight);
    options.onTrained?.(result);
    attempts.push({ method, result, weight });
  }
  return {
    group: subject.group,
    family: subject.family,
    seed: subject.seed,
    parameters: subject.parameters,
    sha256: sha256Hex(training.canonical(instance)),
    way,
    architecture: instance.architecture,
    examples: instance.examples.length,
    weight: totalWeight(instance),
    verdict,
    optimum: bounds,
    convex,
    attempts,
  };
}

/** The optimum of a network; where everything can be right there is nothing to look for. */
async function boundsOf(
  instance: TrainingInstance,
  verdict: TrainingVerdict,
  engines: Engines,
  options: OptimumOptions,
): Promise<Bounds> {
  const total = totalWeight(instance);
  if (verdict.answer === 'yes' && requiredWeight(instance) === total) return { lower: total, upper: total };
  const { lower, upper } = await engines.optimum(instance, options);
  return { lower, upper };
}

/** The two sides keep each other honest: the best network is evaluated here again, in exact arithmetic. */
function crossCheck(
  name: string,
  instance: TrainingInstance,
  verdict: TrainingVerdict,
  bounds: Bounds | undefined,
  result: TrainResult,
  weight: number,
): void {
  if (!result.supported) return;
  const right = examplesRight(instance, result.best);
  if (right !== result.bestRight)
    throw new Error(
      `compare: ${name}: expected a network with ${result.bestRight} examples right, got ${right}`,
    );
  if (bounds && weight > bounds.upper)
    throw new Error(
      `compare: ${name}: expected at most ${bounds.upper} right, got ${weight} from gradient descent`,
    );
  if (verdict.answer === 'no' && weight >= requiredWeight(instance))
    throw new Error(`compare: ${name}: expected no network after an exact NO, got one from gradient descent`);
}
