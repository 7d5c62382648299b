// The kinds of instances that are fuzzed.
import type { Random } from '../../src/random.ts';
import type { Posed } from '../../src/catalogue/catalogue.ts';
import { training } from '../../src/problem/training/problem.ts';
import { parseJson } from '../../src/problem/json.ts';
import { totalWeight, type Example, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { registry } from '../../src/registry.ts';
import { incremental, randomKSat, structured, type Script } from './draw-formulas.ts';
import { networkOfAnyShape, partialNetwork } from './draw-general.ts';
import { middlingNetwork, rationalNetwork, tinyNetwork } from './draw-networks.ts';
import { scriptOpinions } from './formulas.ts';
import { generalOpinions } from './general.ts';
import type { Kind } from './kind.ts';
import { ofFamily, posedOpinions, randomSource } from './reduced.ts';

const network =
  (draw: (random: Random) => TrainingInstance) =>
  (random: Random): Posed => ({ problem: training, instance: draw(random) });

/** All of them, in the order of the table. */
export const kinds: readonly Kind<unknown>[] = [
  posed('tiny networks', 40, network(tinyNetwork)),
  posed('rational networks', 12, network(rationalNetwork)),
  posed('middling networks', 3, network(middlingNetwork)),
  posed('networks of any shape', 20, network(networkOfAnyShape), ({ instance }, panel) =>
    generalOpinions(instance as TrainingInstance, panel),
  ),
  posed('partial', 15, network(partialNetwork)),
  posed('families', 5, ofFamily),
  posed('reductions', 10, randomSource),
  script('incremental formulas', 20, incremental),
  script('random k-SAT', 5, randomKSat),
  script('structured formulas', 5, structured),
] as readonly Kind<unknown>[];

function posed(
  name: string,
  share: number,
  draw: (random: Random) => Posed,
  opinions: Kind<Posed>['opinions'] = posedOpinions,
): Kind<Posed> {
  return {
    name,
    share,
    draw,
    write: ({ problem, instance }) => problem.write(instance),
    read: (text) => registry.catalogue.parse(text, name),
    opinions,
    *smaller({ problem, instance }) {
      const whole = instance as Record<string, unknown>;
      for (const key of ['examples', 'clauses', 'sets', 'edges', 'vectors', 'inequalities']) {
        const list = whole[key] as readonly unknown[] | undefined;
        if (list)
          // What its generator knew it does not know of what is left.
          for (const less of withoutParts(list))
            yield {
              problem,
              instance: { ...whole, [key]: less, provenance: undefined, ...lowered(whole, less) },
            };
      }
    },
  };
}

/** A requirement that fewer examples can meet. */
function lowered({ require }: Record<string, unknown>, left: readonly unknown[]): object {
  if (typeof require !== 'object' || !('atLeast' in require!)) return {};
  const total = totalWeight({ examples: left as readonly Example[] });
  return { require: { atLeast: Math.min(require.atLeast as number, total) } };
}

function script(name: string, share: number, draw: (random: Random) => Script): Kind<Script> {
  return {
    name,
    share,
    draw,
    write: (instance) => `${JSON.stringify(instance)}\n`,
    read: (text) => parseJson(text, name) as Script,
    opinions: scriptOpinions,
    // Its construction says nothing of what is left of it.
    *smaller({ steps }) {
      if (steps.length > 1) for (const less of withoutParts(steps)) yield { steps: less };
      for (const [at, step] of steps.entries())
        for (const key of ['clauses', 'assumptions'] as const)
          for (const less of withoutParts<unknown>(step[key]))
            yield { steps: steps.with(at, { ...step, [key]: less }) };
    },
  };
}

/** The list without its first half, its second half, then without each single item. */
function* withoutParts<T>(list: readonly T[]): Generator<T[]> {
  const half = Math.floor(list.length / 2);
  if (half > 1) {
    yield list.slice(half);
    yield list.slice(0, half);
  }
  for (let i = 0; i < list.length; i++) yield list.toSpliced(i, 1);
}
