// Bundles: what is written is replayed, what was tampered with is refused, witnesses walk back.
import { describe, expect, test } from 'vitest';
import { reductions } from '../../reductions/index.ts';
import {
  extractWitness,
  makeBundle,
  readBundle,
  recognisesBundle,
  writeBundle,
} from '../../src/catalogue/bundle.ts';
import { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { AnyReduction } from '../../src/catalogue/reduction.ts';
import { InputError } from '../../src/problem/errors.ts';
import { problems } from '../../src/problem/index.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { models } from '../small-sources.ts';

const catalogue = new Catalogue(problems, reductions);
const cnf = { variables: 4, clauses: [[1, 2, 3, -4], [-1], [4]], comments: [] };
const posed = { problem: catalogue.problem('sat'), instance: cnf };
const way = catalogue.path('sat', 'training')!;
const bundle = makeBundle(catalogue, posed, way);
const text = writeBundle(bundle);

/** The file with a change at a path. */
function tampered(change: (file: Record<string, any>) => void): string {
  const file = JSON.parse(text) as Record<string, any>;
  change(file);
  return JSON.stringify(file);
}

test('what is written is read back, byte for byte', () => {
  expect(text.endsWith('}\n')).toBe(true);
  expect(recognisesBundle(text)).toBe(true);
  expect(recognisesBundle('{"format":"trainsat.instance/1"}')).toBe(false);
  const again = readBundle(catalogue, text, 'b.json');
  expect(writeBundle(again)).toBe(text);
  expect(again.way.map(({ name }) => name)).toEqual(way.map(({ name }) => name));
  expect(again.instances).toHaveLength(4);
});

test('the empty way: the target is the source', () => {
  const trivial = makeBundle(catalogue, posed, []);
  const again = readBundle(catalogue, writeBundle(trivial), 'b');
  expect(extractWitness(again, 'v -1 2 -3 4 0\n', 'w')).toMatchObject({ ok: true, text: 'v -1 2 -3 4 0\n' });
});

test('a way that does not hang together cannot be made', () => {
  expect(() => makeBundle(catalogue, posed, way.slice(1))).toThrow(
    'makeBundle: expected a reduction from sat, got 3-sat-to-set-splitting from 3-sat',
  );
});

describe('refused', () => {
  const replay =
    /^b: target\.text: expected what the reductions make of the source, found another instance; /;
  test.each<[string, (file: Record<string, any>) => void, RegExp]>([
    [
      'another label in the target',
      (f) => (f['target'].text = f['target'].text.replace('"response":"0"', '"response":"1"')),
      replay,
    ],
    [
      'another clause in the source',
      (f) => (f['source'].text = f['source'].text.replace('\n4 0', '\n-4 0')),
      replay,
    ],
    ['another road of the same length', (f) => (f['path'][2] = 'set-splitting-to-xor-pair'), replay],
    [
      'an unknown reduction',
      (f) => (f['path'][0] = 'sat-to-3sat'),
      /^b: path\[0\]: expected a reduction \(.*\), found "sat-to-3sat"; did you mean "sat-to-3-sat"\?$/,
    ],
    [
      'a step left out',
      (f) => f['path'].splice(1, 1),
      /^b: path\[1\]: expected a reduction from 3-sat, found set-splitting-to-three-node from set-splitting$/,
    ],
    [
      'a path that ends early',
      (f) => f['path'].pop(),
      /^b: target\.problem: expected set-splitting, where the path ends, found "training"$/,
    ],
    [
      'an unknown problem',
      (f) => (f['source'].problem = 'sta'),
      /^b: source\.problem: expected a problem .*did you mean "sat"\?$/,
    ],
    [
      'a malformed source',
      (f) => (f['source'].text = 'p cnf 1 1\n'),
      /^b: source\.text: expected 1 clauses as the header says, found 0$/,
    ],
    ['a malformed target', (f) => (f['target'].text = '{'), /^b: target\.text:1:2: expected JSON/],
    [
      'another version',
      (f) => (f['format'] = 'trainsat.bundle/2'),
      /^b: format: expected "trainsat\.bundle\/1", found "trainsat\.bundle\/2"$/,
    ],
    ['an unknown key', (f) => (f['witness'] = 1), /^b: witness: expected only keys of the format/],
  ])('%s', (_, change, message) => {
    const read = (): unknown => readBundle(catalogue, tampered(change), 'b');
    expect(read).toThrow(InputError);
    expect(read).toThrow(message);
  });

  test('but not another name, layout or provenance of the target', () => {
    const renamed = tampered((f) => {
      const target = {
        ...(JSON.parse(f['target'].text) as object),
        name: 'renamed',
        provenance: { by: 'hand' },
      };
      f['target'].text = JSON.stringify(target, null, 2);
    });
    expect(readBundle(catalogue, renamed, 'b').way).toHaveLength(3);
  });
});

describe('witnesses', () => {
  const target = bundle.instances.at(-1);

  test('of the target come back as witnesses of the source', () => {
    expect(models(cnf).length).toBeGreaterThan(0);
    for (const model of models(cnf)) {
      const there = way.reduce<unknown>((w, step, i) => step.forward(bundle.instances[i], w), model);
      const extraction = extractWitness(bundle, bundle.target.writeWitness(there), 'w.json');
      if (!extraction.ok) throw new Error(extraction.reason);
      expect(bundle.source.check(cnf, extraction.witness)).toEqual({ ok: true });
      expect(bundle.source.parseWitness(extraction.text, 'w', cnf)).toEqual(extraction.witness);
    }
  });

  test('that are none are told why', () => {
    const { inputs } = (target as TrainingInstance).architecture;
    const zeros = { weights: Array.from({ length: inputs }, () => 0n), threshold: 0n };
    const constant = { nodes: [zeros, zeros, { weights: [0n, 0n], threshold: 0n }] };
    expect(extractWitness(bundle, bundle.target.writeWitness(constant), 'w')).toEqual({
      ok: false,
      reason: 'example 3 wants 0, the network answers 1',
    });
  });

  test('that are malformed are input errors', () => {
    expect(() => extractWitness(bundle, '{', 'w.json')).toThrow(/^w\.json:1:2: expected JSON/);
    expect(() =>
      extractWitness(bundle, '{"format":"trainsat.configuration/1","nodes":[]}', 'w.json'),
    ).toThrow(/^w\.json: nodes: /);
  });

  test('a reduction that extracts a wrong one is found out', () => {
    const wrong: AnyReduction = {
      ...catalogue.reduction('sat-to-3-sat'),
      extract: () => [true, true, true, true],
    };
    const odd = makeBundle(catalogue, posed, [wrong]);
    const model = catalogue.reduction('sat-to-3-sat').forward(cnf, models(cnf)[0]);
    expect(() => extractWitness(odd, odd.target.writeWitness(model), 'w')).toThrow(
      /^extractWitness: expected sat-to-3-sat to return a witness, got a wrong one: clause 2/,
    );
  });
});
