// Certificates of networks of any shape, and of networks with one hidden layer that may err: what the checker must accept,
// and above all what it must reject.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CertificateChecker, checkCertificateText } from '../../src/certificate/check.ts';
import { instanceHash, writeCertificate } from '../../src/certificate/write.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import { ENCODINGS, planEncoding, type Encoding } from '../../src/formula/encoding.ts';
import { InputError } from '../../src/problem/errors.ts';
import { FAMILIES, type Architecture, type NodeFamily } from '../../src/problem/training/architecture.ts';
import type { OutputFamily } from '../../src/problem/training/shallow.ts';
import { requiredWeight, totalWeight, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { booleanInstance, cube, rationalInstance } from '../instances.ts';
import { bruteForceLoading } from '../loading-brute-force.ts';
import { mutated, TEXT_MUTATIONS } from './mutants.ts';
import { provesNoOfNetwork } from './network-oracle.ts';

const parity = (x: string): '0' | '1' => ([...x].filter((bit) => bit === '1').length % 2 === 1 ? '1' : '0');

/** All of three bits, with the responses that are told. */
function onCube(
  nodes: readonly (readonly [family: NodeFamily, from: readonly number[]])[],
  outputs: readonly number[],
  response: (x: string) => string,
  atLeast?: number,
): TrainingInstance {
  const architecture: Architecture = {
    inputs: 3,
    nodes: nodes.map(([family, from], v) => ({ id: `u${v + 1}`, from, family })),
    outputs,
  };
  const examples = cube(3).map((stimulus, e) => ({
    stimulus,
    response: response(stimulus),
    ...(e === 5 && atLeast !== undefined ? { weight: 2 } : {}),
  }));
  return { architecture, examples, require: atLeast === undefined ? 'all' : { atLeast } };
}

/** Parity or its complement, and one stimulus with both labels; two examples weigh more than the others. */
const partialParity = (
  hidden: number,
  output: OutputFamily,
  odd: 0 | 1,
  atLeast: number,
): TrainingInstance => {
  const labels = cube(3).map((x): [string, 0 | 1] => [x, parity(x) === '1' ? odd : odd === 1 ? 0 : 1]);
  const { architecture, examples } = booleanInstance(hidden, output, [...labels, ['110', odd]]);
  const weighted = examples.map((example, e) => (e === 3 || e === 5 ? { ...example, weight: 3 } : example));
  return { architecture, examples: weighted, require: { atLeast } };
};

const line = [1, 0, 1, 0, 1].map((y, x): [[number, number][], 0 | 1] => [[[x, 2]], y as 0 | 1]);

/** Instances whose answer is NO; with encodings where the case is `network`. */
const NO: [string, TrainingInstance, readonly Encoding[]][] = [
  ['a perceptron on parity', onCube([['threshold', [0, 1, 2]]], [0], parity), ENCODINGS],
  [
    'two units that read the same posts in another order, and one that reads fewer',
    onCube(
      [
        ['threshold', [0, 2]],
        ['threshold', [2, 0]],
        ['threshold', [1]],
        ['threshold', [3, 4, 5]],
      ],
      [3],
      parity,
    ),
    ENCODINGS,
  ],
  [
    'an output that is read by another one',
    onCube(
      [
        ['threshold', [0, 1]],
        ['boolean', [3, 2]],
      ],
      [1, 0],
      (x) => parity(x) + (x.startsWith('1') ? '1' : '*'),
    ),
    ENCODINGS,
  ],
  [
    'nodes of many families',
    onCube(
      [
        ['and-or', [0, 1]],
        ['majority', [0, 1, 2]],
        ['threshold', [3, 4]],
        ['nor', [5, 2]],
      ],
      [3],
      parity,
    ),
    ENCODINGS,
  ],
  [
    'two hidden layers that may err',
    onCube(
      [
        ['threshold', [0, 1]],
        ['threshold', [1, 2]],
        ['threshold', [3, 4]],
      ],
      [2],
      parity,
      8,
    ),
    ENCODINGS,
  ],
  ['points that are not Boolean', rationalInstance(3, 'xor', line), ['lazy']],
  ['XOR of two units that may err', partialParity(2, 'xor', 1, 12), ['table', 'lazy']],
  ['one unit that may err', partialParity(1, 'and', 1, 11), []],
  ['AND of two units that may err', partialParity(2, 'and', 1, 12), []],
  ['NOR of two units that may err', partialParity(2, 'nor', 1, 12), []],
  ['OR of two units that may err', partialParity(2, 'or', 0, 12), []],
  ['a free output of two units that may err', partialParity(2, 'threshold', 1, 12), []],
];

type Source = {
  readonly name: string;
  readonly instance: TrainingInstance;
  readonly lines: readonly string[];
};

async function certified(instance: TrainingInstance, encoding?: Encoding): Promise<string[]> {
  const verdict = await decideInThread(instance, {
    solver: 'cdcl',
    encoding,
    engine: 'sat',
    expired: () => false,
  });
  if (verdict.answer !== 'no') throw new Error(`expected a NO, found ${verdict.answer}`);
  return writeCertificate(certificateFor(instance, verdict, {})!)
    .trimEnd()
    .split('\n');
}

const sources: Source[] = [];
for (const [name, instance, encodings] of NO)
  for (const encoding of encodings.length > 0 ? encodings : [undefined])
    sources.push({
      name: `${name}, ${encoding ?? 'ANDs'}`,
      instance,
      lines: await certified(instance, encoding),
    });

/** What the checker says: refused, in either way, or accepted. */
function accepts(instance: TrainingInstance, bytes: Uint8Array | string): boolean {
  const checker = new CertificateChecker(instance, 'mutant');
  try {
    checker.push(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
    return checker.end().verified !== false;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

const reason = (instance: TrainingInstance, lines: readonly string[]): string => {
  const check = checkCertificateText(instance, lines.join('\n'), 'c');
  return check.verified === false ? check.reason : `verified ${check.verified}`;
};

/** The certificate, said to be of another instance. */
const renamed = (lines: readonly string[], instance: TrainingInstance): string[] => [
  lines[0]!.replace(/[0-9a-f]{64}/, instanceHash(instance)),
  ...lines.slice(1),
];

describe.each(sources)('NO: $name', ({ instance, lines }) => {
  test('its certificate is accepted, and by the second reading', () => {
    expect(reason(instance, lines)).toBe('verified NO');
    expect(provesNoOfNetwork(instance, lines.join('\n'))).toBe(true);
  });

  test('cut anywhere it proves nothing', () => {
    const bytes = new TextEncoder().encode(lines.join('\n'));
    const step = Math.max(1, Math.floor(bytes.length / 200));
    for (let length = 0; length < bytes.length; length += step)
      expect(accepts(instance, bytes.subarray(0, length)), `${length}`).toBe(false);
  });

  test('of every other instance it proves nothing, whatever it says it is of', () => {
    for (const other of sources) {
      if (other.instance === instance) continue;
      expect(reason(other.instance, lines)).toMatch(/^line 1: the certificate is of instance /);
      const text = renamed(lines, other.instance).join('\n');
      if (accepts(other.instance, text)) expect(provesNoOfNetwork(other.instance, text)).toBe(true);
    }
  });
});

describe('mutants', () => {
  const kinds = [...TEXT_MUTATIONS, 'encoding', 'node'] as const;
  const counts = Object.fromEntries(kinds.map((kind) => [kind, { made: 0, accepted: 0 }]));

  test('thousands of texts: refused, or by a second reading still proofs', () => {
    const numbers = [fc.nat(), fc.nat(), fc.nat(255)] as const;
    fc.assert(
      fc.property(fc.nat(sources.length - 1), fc.constantFrom(...kinds), ...numbers, (s, kind, a, b, c) => {
        const { instance, lines } = sources[s]!;
        const foreign = sources[c % sources.length]!.lines;
        const mutant =
          kind === 'encoding'
            ? lines.join('\n').replace(/"encoding":"\w+"/, `"encoding":"${ENCODINGS[a % 3]!}"`)
            : kind === 'node'
              ? otherNode(lines, a, b)
              : mutated(lines, kind, a, b, c, foreign);
        fc.pre(mutant !== lines.join('\n'));
        counts[kind]!.made++;
        if (!accepts(instance, mutant)) return;
        counts[kind]!.accepted++;
        expect(provesNoOfNetwork(instance, mutant), mutant).toBe(true);
      }),
      { numRuns: 5000 },
    );
    for (const kind of kinds) expect(counts[kind]!.made, kind).toBeGreaterThan(150);
    const sum = (key: 'made' | 'accepted'): number => kinds.reduce((n, kind) => n + counts[kind]![key], 0);
    expect(sum('accepted') / sum('made')).toBeLessThan(0.1);
  });

  test('thousands of instances that differ in one thing: what is accepted is proved, and true', () => {
    let [refused, kept] = [0, 0];
    fc.assert(
      fc.property(fc.nat(sources.length - 1), fc.nat(4), fc.nat(), fc.nat(), (s, what, a, b) => {
        const { instance, lines } = sources[s]!;
        const other = changed(instance, what, a, b);
        fc.pre(other !== undefined && instanceHash(other) !== instanceHash(instance));
        expect(accepts(other, lines.join('\n'))).toBe(false);
        const text = renamed(lines, other).join('\n');
        if (accepts(other, text)) {
          kept++;
          expect(provesNoOfNetwork(other, text)).toBe(true);
          if (other.examples.every(({ stimulus }) => typeof stimulus === 'string'))
            expect(bruteForceLoading(other)).toBeUndefined();
        } else refused++;
      }),
      { numRuns: 2500 },
    );
    expect(refused).toBeGreaterThan(kept);
  });
});

/** The node of one edge exchanged, lost or added. */
function otherNode(lines: readonly string[], a: number, b: number): string {
  const edges = [...lines.keys()].filter((i) => lines[i]!.startsWith('{"accept"'));
  if (edges.length === 0) return lines.join('\n');
  const at = edges[a % edges.length]!;
  const bare = lines[at]!.replace(/,"node":\d+/, '');
  return lines.with(at, b % 6 === 0 ? bare : bare.replace(/\}$/, `,"node":${(b % 6) - 1}}`)).join('\n');
}

/** The instance with another requirement, weight, family, response or order of posts; undefined where it has none. */
function changed(
  instance: TrainingInstance,
  what: number,
  a: number,
  b: number,
): TrainingInstance | undefined {
  const { architecture, examples } = instance;
  const e = a % examples.length;
  const example = examples[e]!;
  switch (what) {
    case 0: {
      const atLeast = requiredWeight(instance) + [-2, -1, 1][a % 3]!;
      return atLeast > totalWeight(instance) ? undefined : { ...instance, require: { atLeast } };
    }
    case 1:
      return {
        ...instance,
        examples: examples.with(e, { ...example, weight: (example.weight ?? 1) + 1 + (b % 2) }),
      };
    case 2: {
      const v = a % architecture.nodes.length;
      const family = FAMILIES[b % FAMILIES.length]!;
      if (examples.some(({ stimulus }) => typeof stimulus !== 'string') && family !== 'threshold')
        return undefined;
      const nodes = architecture.nodes.with(v, { ...architecture.nodes[v]!, family });
      return { ...instance, architecture: { ...architecture, nodes } };
    }
    case 3: {
      const o = b % example.response.length;
      const bit = example.response[o] === '1' ? '0' : '1';
      const response = example.response.slice(0, o) + bit + example.response.slice(o + 1);
      return { ...instance, examples: examples.with(e, { ...example, response }) };
    }
    default: {
      const v = a % architecture.nodes.length;
      const node = architecture.nodes[v]!;
      const nodes = architecture.nodes.with(v, { ...node, from: node.from.toReversed() });
      return { ...instance, architecture: { ...architecture, nodes } };
    }
  }
}

describe('hostile lines', () => {
  const boolean = NO[1]![1];
  const head = (instance: TrainingInstance, encoding: string): string[] => [
    `{"format":"trainsat.certificate/1","instance":"${instanceHash(instance)}","answer":"NO"}`,
    `{"case":"network","encoding":"${encoding}"}`,
  ];

  test.each([
    ['{"accept":[[0,"1"]],"reject":[[1,"1"]]}', 'found node undefined'],
    ['{"accept":[[0,"1"]],"reject":[[1,"1"]],"node":3}', 'found node 3'],
    ['{"accept":[[0,"1"]],"reject":[[1,"1"]],"node":4}', 'found node 4'],
    ['{"accept":[[0,"1"]],"reject":[[1,"1"]],"node":99999999999}', 'found node 99999999999'],
    ['{"accept":[[0,"1"]],"reject":[[1,"1"]],"node":-1}', 'node'],
    ['{"accept":[[0,"1"]],"reject":[[1,"1"]],"node":0.5}', 'node'],
    ['{"accept":[[0,"1"]],"reject":[[1,"1"]],"node":"0"}', 'node'],
    [
      '{"accept":[[0,"1"]],"reject":[[2,"1"]],"node":0}',
      'expected the first example of a view of node 0, found 2',
    ],
    [
      '{"accept":[[0,"1"]],"reject":[[8,"1"]],"node":0}',
      'expected the first example of a view of node 0, found 8',
    ],
    [
      '{"accept":[[0,"1"]],"reject":[[1,"1"]],"node":0}',
      'the examples do not balance at input 1: -1 is left',
    ],
    ['{"accept":[[0,"1"]],"reject":[[0,"1"]],"node":0}', 'example 0 is named twice'],
  ])('%s', (edge, found) => {
    const said = reason(boolean, [...head(boolean, 'lazy'), edge]);
    expect(said).toMatch(/^line 3: /);
    expect(said).toContain(found);
  });

  test('no edge is one of tables or weights, and none of an AND names a node', () => {
    const edge = '{"accept":[[0,"1"],[5,"1"]],"reject":[[1,"1"],[4,"1"]],"node":0}';
    expect(reason(boolean, [...head(boolean, 'lazy'), edge])).toMatch('the empty clause is missing');
    for (const encoding of ['table', 'weights'])
      expect(reason(boolean, [...head(boolean, encoding), edge])).toBe(
        'line 3: expected an edge to name a threshold unit on the inputs, found node 0',
      );
    const and = partialParity(2, 'and', 1, 12);
    expect(reason(and, [head(and, '')[0]!, '{"case":"and","anchors":[]}', edge])).toBe(
      'line 3: expected an edge of the case and to name no node',
    );
  });

  test.each([
    ['{"case":"network"}', 'encoding'],
    ['{"case":"network","encoding":"tables"}', 'encoding'],
    ['{"case":"network","encoding":"table","anchors":[]}', 'anchors'],
    ['{"case":"and","anchors":[],"encoding":"table"}', 'encoding'],
    ['{"case":"and","anchors":[]}', 'expected another case of network, found and'],
    ['{"case":"general","anchors":[]}', 'expected another case of network, found general'],
  ])('%s', (start, found) => {
    const said = reason(boolean, [head(boolean, '')[0]!, start]);
    expect(said).toMatch(/^line 2: /);
    expect(said).toContain(found);
  });

  test('an encoding that does not apply is refused with the reason', () => {
    const rational = rationalInstance(3, 'xor', line);
    for (const encoding of ['table', 'weights'] as const) {
      const plan = planEncoding(rational, encoding);
      expect(reason(rational, head(rational, encoding))).toBe(
        `line 2: the encoding ${encoding} does not apply: ${'reason' in plan ? plan.reason : ''}`,
      );
    }
  });

  test('an instance whose formula would fill the memory is refused before it is built', () => {
    const from = Array.from({ length: 16 }, (_, j) => j);
    const nodes = Array.from({ length: 300 }, (_, v) => ({
      id: `u${v + 1}`,
      from,
      family: 'boolean' as const,
    }));
    const wide: TrainingInstance = {
      architecture: { inputs: 16, nodes, outputs: [0] },
      examples: [{ stimulus: '0'.repeat(16), response: '1' }],
      require: 'all',
    };
    expect(reason(wide, head(wide, 'table'))).toBe(
      'line 2: the encoding table does not apply: it would take about 19660800 clauses, more than 16777216',
    );
  });

  test("an example that asks for nothing has no stimulus in the formula, and don't-cares nothing that is counted", () => {
    const { examples } = boolean;
    const open = { ...boolean, examples: examples.with(4, { ...examples[4]!, response: '*' }) };
    const edge = '{"accept":[[0,"1"],[5,"1"]],"reject":[[1,"1"],[4,"1"]],"node":0}';
    expect(reason(open, [...head(open, 'lazy'), edge])).toBe(
      'line 3: expected the first example of a view of node 0, found 4',
    );
    const and = partialParity(2, 'and', 1, 12);
    const some = { ...and, examples: and.examples.with(1, { ...and.examples[1]!, response: '*' }) };
    const claim = '{"accept":[[1,"1"]],"reject":[[0,"1"]]}';
    expect(reason(some, [head(some, '')[0]!, '{"case":"and","anchors":[]}', claim])).toBe(
      'line 3: example 1 stands under accept, but its response is *',
    );
  });
});
