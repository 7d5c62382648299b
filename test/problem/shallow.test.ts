// Shallow networks: which architectures are some, and that the view of one says what the architecture says.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layered, layersOf, type Architecture } from '../../src/problem/training/architecture.ts';
import { training } from '../../src/problem/training/problem.ts';
import {
  asShallow,
  OUTPUT_FAMILIES,
  shallowArchitecture,
  shallowInstance,
  shallowParts,
  shapeOf,
  type OutputFamily,
} from '../../src/problem/training/shallow.ts';
import { architectures, configurations, instancesOn, layers } from './general-instances.ts';

const shapes = fc.oneof(
  fc.constant({ hidden: 0, output: 'threshold' as const }),
  fc.record({ hidden: fc.integer({ min: 1, max: 5 }), output: fc.constantFrom(...OUTPUT_FAMILIES) }),
);

test('the shape of the architecture of a shape is that shape, whatever the nodes are called', () => {
  fc.assert(
    fc.property(fc.nat(4), shapes, (inputs, shape) => {
      const network = shallowArchitecture(inputs, shape);
      expect(network.inputs).toBe(inputs);
      expect(network.nodes).toHaveLength(shape.hidden + 1);
      expect(shapeOf(network)).toEqual(shape);
      const nodes = network.nodes.map((node, v) => ({ ...node, id: `n${v}` }));
      expect(shapeOf({ ...network, nodes })).toEqual(shape);
    }),
  );
});

test('an architecture is shallow iff it is that of a shape', () => {
  const seen = { shallow: 0, not: 0 };
  const nameless = (network: Architecture): string =>
    JSON.stringify({ ...network, nodes: network.nodes.map((node) => ({ ...node, id: '' })) });
  const networks = fc.oneof(
    architectures,
    fc.tuple(fc.nat(3), layers).map(([inputs, list]) => layered(inputs, list)),
    fc.tuple(fc.nat(3), shapes).map(([inputs, shape]) => shallowArchitecture(inputs, shape)),
  );
  fc.assert(
    fc.property(networks, (network) => {
      const { inputs, nodes } = network;
      const found = OUTPUT_FAMILIES.map((output) => ({ hidden: nodes.length - 1, output })).find(
        (shape) =>
          (shape.hidden > 0 || shape.output === 'threshold') &&
          nameless(shallowArchitecture(inputs, shape)) === nameless(network),
      );
      expect(shapeOf(network)).toEqual(found);
      seen[found ? 'shallow' : 'not']++;
    }),
    { numRuns: 300 },
  );
  expect(Math.min(seen.shallow, seen.not)).toBeGreaterThan(50);
});

test.each<[string, Architecture]>([
  ['two hidden layers', layered(2, [layer(2), layer(2), layer(1)])],
  ['two outputs', layered(2, [layer(2), layer(2)])],
  ['two units alone', layered(2, [layer(2)])],
  ['a gate alone', layered(2, [{ units: 1, family: 'and' }])],
  ['gates in the hidden layer', layered(2, [{ units: 2, family: 'or' }, layer(1)])],
  ['an output by majority', layered(2, [layer(3), { units: 1, family: 'majority' }])],
  ['an output of any function', layered(2, [layer(2), { units: 1, family: 'boolean' }])],
])('%s is not shallow', (_, network) => {
  expect(shapeOf(network)).toBeUndefined();
  const instance = { architecture: network, examples: [], require: 'all' } as const;
  expect(asShallow(instance)).toBeUndefined();
});

function layer(units: number) {
  return { units, family: 'threshold' } as const;
}

test('an instance made of parts is what is read of its file, with its shape', () => {
  const parts = fc
    .tuple(fc.nat(3), shapes)
    .chain(([inputs, shape]) =>
      fc.tuple(
        fc.constant({ inputs, ...shape }),
        instancesOn(fc.constant(shallowArchitecture(inputs, shape))),
      ),
    );
  fc.assert(
    fc.property(parts, ([shape, instance]) => {
      const { architecture: _, ...rest } = instance;
      const made = shallowInstance({ ...rest, ...shape });
      const { inputs: _inputs, ...view } = shape;
      expect(made).toEqual({ ...instance, ...view });
      expect(asShallow(training.parse(training.write(made), 'f'))).toEqual(made);
    }),
  );
  const plain = { inputs: 1, hidden: 2, output: 'xor' as OutputFamily, examples: [] };
  expect(shallowInstance(plain).require).toBe('all');
});

test('the parts of a configuration are its hidden units and its output', () => {
  const configured = fc
    .tuple(fc.nat(3), shapes)
    .map(([inputs, shape]) => shallowArchitecture(inputs, shape))
    .chain((network) => fc.tuple(fc.constant(network), configurations(network)));
  fc.assert(
    fc.property(configured, ([network, configuration]) => {
      const { hidden, output } = shallowParts(configuration);
      expect([...hidden, output]).toEqual(configuration.nodes);
      expect(hidden).toHaveLength(layersOf(network)!.length === 1 ? 0 : layersOf(network)![0]!.units);
    }),
  );
});
