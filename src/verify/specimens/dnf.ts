// Specimens of disjunctions of few terms.
import type { BooleanExample } from '../../problem/boolean-examples.ts';
import type { Dnf, DnfInstance } from '../../problem/dnf.ts';
import { functionsUpToIsomorphism, smallerExamples } from './boolean-examples.ts';
import { cubePoints, lists } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

/** Whether a term is true on a stimulus. */
const holds = (term: string, stimulus: string): boolean =>
  [...term].every((mark, i) => mark === '-' || mark === stimulus[i]);

const stimuli = ({ examples }: DnfInstance, wanted: '0' | '1'): string[] =>
  examples.filter(({ response }) => response === wanted).map(({ stimulus }) => stimulus);

/** The terms that are false on all negative examples, in ascending order. */
function allowed(instance: DnfInstance): string[] {
  const negatives = stimuli(instance, '0');
  return [...lists(3, instance.inputs)]
    .map((marks) => marks.map((mark) => '01-'[mark]).join(''))
    .filter((term) => !negatives.some((stimulus) => holds(term, stimulus)));
}

/** All lists of at most `size` of the items, in their order. */
function* choices<X>(items: readonly X[], size: number, from = 0): Generator<X[]> {
  yield [];
  if (size === 0) return;
  for (let i = from; i < items.length; i++)
    for (const rest of choices(items, size - 1, i + 1)) yield [items[i]!, ...rest];
}

export const dnfSpecimens: Specimens<DnfInstance, Dnf> = {
  problem: 'dnf',
  measure: 'inputs',
  *all(size) {
    for (const examples of functionsUpToIsomorphism(size, true))
      for (let terms = 0; terms <= size; terms++) yield { inputs: size, terms, examples };
  },
  known: {
    counts: [2, 6, 18, 88, 2010],
    of: 'Boolean functions up to renaming and negation of inputs (OEIS A000616: 2, 3, 6, 22, 402), each with k from 0 to n',
  },
  random(random, size) {
    const inputs = Math.max(1, size);
    const terms = inputs < 5 ? 1 + random.below(2) : 1;
    const planted = Array.from({ length: terms }, () =>
      Array.from({ length: inputs }, () => '01-'[random.below(3)]).join(''),
    );
    const kept = random.below(2) === 0;
    const examples = Array.from({ length: 4 + random.below(3 * inputs) }, (): BooleanExample => {
      const stimulus = random.bits(inputs);
      const value = planted.some((term) => holds(term, stimulus)) !== (!kept && random.below(3) === 0);
      return { stimulus, response: value ? '1' : '0' };
    });
    return { inputs, terms, examples };
  },
  golden: [
    { name: 'nothing', instance: { inputs: 0, terms: 0, examples: [] }, answer: 'yes' },
    {
      name: 'a constant of no inputs',
      instance: { inputs: 0, terms: 1, examples: [{ stimulus: '', response: '0' }] },
      answer: 'yes',
    },
    {
      name: 'a positive example, no terms',
      instance: { inputs: 1, terms: 0, examples: [{ stimulus: '1', response: '1' }] },
      answer: 'no',
    },
    {
      name: 'a contradiction',
      instance: {
        inputs: 1,
        terms: 3,
        examples: [
          { stimulus: '1', response: '1' },
          { stimulus: '1', response: '0' },
        ],
      },
      answer: 'no',
    },
    {
      name: 'an example twice',
      instance: {
        inputs: 2,
        terms: 1,
        examples: [
          { stimulus: '10', response: '1' },
          { stimulus: '10', response: '1' },
          { stimulus: '00', response: '0' },
        ],
      },
      answer: 'yes',
    },
    ...([2, 1] as const).map((terms) => ({
      name: `XOR by ${terms}`,
      instance: {
        inputs: 2,
        terms,
        examples: cubePoints(2).map((stimulus) => {
          return { stimulus, response: stimulus[0] === stimulus[1] ? '0' : '1' } as const;
        }),
      },
      answer: terms === 2 ? ('yes' as const) : ('no' as const),
    })),
  ],
  *smaller(instance) {
    const { terms } = instance;
    yield* smallerExamples(instance);
    if (terms > 0) yield { ...instance, terms: terms - 1 };
  },
  candidates(instance) {
    const items = 3 ** instance.inputs > 10_000 ? Infinity : allowed(instance).length;
    let total = 1;
    let chosen = 1;
    for (let size = 1; size <= Math.min(instance.terms, items); size++) {
      chosen = (chosen * (items - size + 1)) / size;
      total += chosen;
    }
    return total;
  },
  *witnesses(instance) {
    const positives = stimuli(instance, '1');
    for (const terms of choices(allowed(instance), instance.terms))
      if (positives.every((stimulus) => terms.some((term) => holds(term, stimulus)))) yield { terms };
  },
  *variants({ terms: most }, { terms }, random) {
    yield { terms: random.shuffled(terms) };
    if (terms.length > 0 && terms.length < most)
      yield { terms: [...terms, terms[random.below(terms.length)]!] };
  },
};
