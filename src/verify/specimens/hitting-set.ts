// Specimens of hitting set.
import type { HittingSet, HittingSetInstance } from '../../problem/hitting-set.ts';
import { setSystemsUpToIsomorphism, truthValues } from './enumerate.ts';
import { fano, smallerSystems } from './set-splitting.ts';
import type { Specimens } from './specimens.ts';

export const hittingSetSpecimens: Specimens<HittingSetInstance, HittingSet> = {
  problem: 'hitting-set',
  measure: 'elements',
  *all(size) {
    for (const sets of setSystemsUpToIsomorphism(size))
      for (let k = 0; k < Math.max(1, size); k++) yield { elements: size, sets, size: k };
  },
  known: {
    counts: [1, 2, 12, 120],
    of: 'systems of different non-empty sets up to renaming of elements (OEIS A000612: 1, 2, 6, 40), each with k from 0 to n - 1',
  },
  random(random, size) {
    const elements = Math.max(2, size);
    const sets = Array.from({ length: elements + random.below(elements) }, () =>
      random.subset(Math.min(elements, 1 + random.below(3)), elements),
    );
    return { elements, sets, size: Math.max(1, Math.round(elements / 2) + random.below(3) - 1) };
  },
  golden: [
    { name: 'nothing', instance: { elements: 0, sets: [], size: 0 }, answer: 'yes' },
    { name: 'the empty set', instance: { elements: 2, sets: [[]], size: 2 }, answer: 'no' },
    {
      name: 'the empty set twice, more than all',
      instance: { elements: 2, sets: [[], []], size: 9 },
      answer: 'no',
    },
    { name: 'no sets, nothing chosen', instance: { elements: 3, sets: [], size: 0 }, answer: 'yes' },
    {
      name: 'sets twice',
      instance: { elements: 3, sets: [[0, 1], [1, 0], [2], [2]], size: 2 },
      answer: 'yes',
    },
    {
      name: 'sets twice, too few',
      instance: { elements: 3, sets: [[0, 1], [1, 0], [2], [2]], size: 1 },
      answer: 'no',
    },
    { name: 'the Fano plane by 3', instance: { ...fano, size: 3 }, answer: 'yes' },
    { name: 'the Fano plane by 2', instance: { ...fano, size: 2 }, answer: 'no' },
  ],
  *smaller(instance) {
    for (const system of smallerSystems(instance)) yield { ...system, size: instance.size };
    if (instance.size > 0) yield { ...instance, size: instance.size - 1 };
  },
  candidates: ({ elements }) => 2 ** elements,
  *witnesses({ elements, sets, size }) {
    for (const chosen of truthValues(elements))
      if (chosen.filter(Boolean).length <= size && sets.every((set) => set.some((i) => chosen[i])))
        yield { chosen };
  },
};
