// Specimens of exact cover.
import type { ExactCover, ExactCoverInstance } from '../../problem/exact-cover.ts';
import { setSystemsUpToIsomorphism, truthValues } from './enumerate.ts';
import { fano, smallerSystems } from './set-splitting.ts';
import type { Specimens } from './specimens.ts';

/** The example of D. E. Knuth, Dancing links, 2000: sets 0, 3 and 4 are its only cover. */
const knuth: ExactCoverInstance = {
  elements: 7,
  sets: [
    [2, 4, 5],
    [0, 3, 6],
    [1, 2, 5],
    [0, 3],
    [1, 6],
    [3, 4, 6],
  ],
};

export const exactCoverSpecimens: Specimens<ExactCoverInstance, ExactCover> = {
  problem: 'exact-cover',
  measure: 'elements',
  *all(size) {
    for (const sets of setSystemsUpToIsomorphism(size)) yield { elements: size, sets };
  },
  known: {
    // Of the 1992 systems on four elements nearly all have a cover.
    counts: [1, 2, 6, 40],
    of: 'systems of different non-empty sets up to renaming of elements (OEIS A000612)',
  },
  random(random, size) {
    const elements = Math.max(2, size);
    const set = (): number[] => random.subset(Math.min(elements, 1 + random.below(3)), elements);
    const others = Array.from({ length: Math.ceil(elements / 2) + random.below(3) }, set);
    if (random.below(2) === 0) return { elements, sets: others };
    // The elements in random order, cut into sets of one to three.
    const partition: number[][] = [];
    const order = random.shuffled(Array.from({ length: elements }, (_, i) => i));
    while (order.length > 0) partition.push(order.splice(0, 1 + random.below(3)));
    return { elements, sets: random.shuffled([...partition, ...others.slice(0, 3)]) };
  },
  golden: [
    { name: 'nothing', instance: { elements: 0, sets: [] }, answer: 'yes' },
    { name: 'nothing but the empty set', instance: { elements: 0, sets: [[], []] }, answer: 'yes' },
    { name: 'an element without a set', instance: { elements: 2, sets: [[0], []] }, answer: 'no' },
    { name: 'a set twice', instance: { elements: 2, sets: [[0, 1], [1, 0], []] }, answer: 'yes' },
    {
      name: 'two sets that meet',
      instance: {
        elements: 3,
        sets: [
          [0, 1],
          [1, 2],
        ],
      },
      answer: 'no',
    },
    {
      name: 'seven sets of one element',
      instance: { elements: 1, sets: [[0], [0], [0], [0], [0], [0], [0]] },
      answer: 'yes',
    },
    {
      name: 'all pairs of 4',
      instance: {
        elements: 4,
        sets: [
          [0, 1],
          [0, 2],
          [0, 3],
          [1, 2],
          [1, 3],
          [2, 3],
        ],
      },
      answer: 'yes',
    },
    {
      name: 'all pairs of 3',
      instance: {
        elements: 3,
        sets: [
          [0, 1],
          [0, 2],
          [1, 2],
        ],
      },
      answer: 'no',
    },
    { name: 'Knuth’s example', instance: knuth, answer: 'yes' },
    {
      name: 'Knuth’s example without a set',
      instance: { ...knuth, sets: knuth.sets.slice(1) },
      answer: 'no',
    },
    { name: 'the Fano plane', instance: fano, answer: 'no' },
  ],
  smaller: smallerSystems,
  candidates: ({ sets }) => 2 ** sets.length,
  *witnesses({ elements, sets }) {
    for (const chosen of truthValues(sets.length)) {
      const listed = sets.flatMap((set, j) => (chosen[j] ? set : []));
      if (listed.length === elements && new Set(listed).size === elements) yield { chosen };
    }
  },
};
