// Random configurations of a network, with small weights, and instances that one of them answers.
import fc from 'fast-check';
import { GATES, type NetworkNode } from '../src/problem/training/architecture.ts';
import type { Configuration, NodeFunction } from '../src/problem/training/configuration.ts';
import { responses, weightRight } from '../src/problem/training/evaluate.ts';
import { labelledPoints } from '../src/problem/training/points.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';

function functionOf({ family, from }: NetworkNode): fc.Arbitrary<NodeFunction> {
  const integer = fc.bigInt({ min: -1n, max: 1n });
  if (family === 'threshold')
    return fc.record({
      weights: fc.array(integer, { minLength: from.length, maxLength: from.length }),
      threshold: integer,
    });
  if (family === 'boolean') {
    const rows = 2 ** from.length;
    return fc.record({
      table: fc.string({ unit: fc.constantFrom('0', '1'), minLength: rows, maxLength: rows }),
    });
  }
  const gates = family === 'and-or' ? (['and', 'or'] as const) : GATES.filter((gate) => gate === family);
  return fc.constantFrom(...gates).map((gate) => ({ gate }));
}

/** An instance, and a configuration that gets enough of it right. */
export type Planted = { readonly instance: TrainingInstance; readonly configuration: Configuration };

/**
 * Examples get the responses of a random configuration where they ask for something. Where `wrong` is true some are turned
 * round, and just what is right then is required.
 */
export function planted(instances: fc.Arbitrary<TrainingInstance>, wrong: boolean): fc.Arbitrary<Planted> {
  return instances
    .chain((instance) =>
      fc.tuple(
        fc.constant(instance),
        fc.record({ nodes: fc.tuple(...instance.architecture.nodes.map(functionOf)) }),
      ),
    )
    .map(([instance, configuration]) => {
      const said = responses(instance, configuration, labelledPoints(instance));
      const examples = instance.examples.map((example, e) => ({
        ...example,
        response: [...example.response]
          .map((bit, o) =>
            bit === '*' || (wrong && bit === '1' && e % 3 === 0) ? bit : said[e]![o] ? '1' : '0',
          )
          .join(''),
      }));
      const answered = { ...instance, examples };
      const require = wrong ? { atLeast: weightRight(answered, configuration) } : ('all' as const);
      return { instance: { ...answered, require }, configuration };
    });
}
