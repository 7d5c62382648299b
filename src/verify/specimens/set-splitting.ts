// Specimens of set splitting.
import type { SetSystem, Splitting } from '../../problem/set-splitting.ts';
import { lists, setSystemsUpToIsomorphism, truthValues } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

/** The Fano plane: 7 lines of 3 points; it cannot be split, but without any of its lines it can. */
export const fano: SetSystem = {
  elements: 7,
  sets: Array.from({ length: 7 }, (_, i) => [i, (i + 1) % 7, (i + 3) % 7]),
};
/** All triples of 5 elements: one part has three elements, so it cannot be split. */
const triples: SetSystem = {
  elements: 5,
  sets: [...lists(5, 3)].filter(([a, b, c]) => a! < b! && b! < c!),
};

/** A system without its last set. */
const butOne = ({ elements, sets }: SetSystem): SetSystem => ({ elements, sets: sets.slice(0, -1) });

/** Every way to leave out a set, an element of a set, or an element that no set has (of which only the last). */
export function* smallerSystems(system: SetSystem): Generator<SetSystem> {
  const { elements, sets } = system;
  for (let j = 0; j < sets.length; j++) yield { ...system, sets: sets.filter((_, i) => i !== j) };
  if (elements > 0 && !sets.flat().includes(elements - 1)) yield { ...system, elements: elements - 1 };
  for (let x = 0; x < elements - 1; x++)
    if (!sets.flat().includes(x))
      yield {
        ...system,
        elements: elements - 1,
        sets: sets.map((set) => set.map((i) => (i > x ? i - 1 : i))),
      };
  for (const [j, set] of sets.entries())
    for (const x of set)
      yield { ...system, sets: sets.map((s, i) => (i === j ? set.filter((y) => y !== x) : s)) };
}

export const setSplittingSpecimens: Specimens<SetSystem, Splitting> = {
  problem: 'set-splitting',
  measure: 'elements',
  *all(size) {
    for (const sets of setSystemsUpToIsomorphism(size)) yield { elements: size, sets };
  },
  known: {
    counts: [1, 2, 6, 40, 1992],
    of: 'systems of different non-empty sets up to renaming of elements (OEIS A000612)',
  },
  random(random, size) {
    const elements = Math.max(2, size);
    // About where half of small systems of pairs and triples can be split.
    const count = Math.max(1, Math.round((elements * (16 + random.below(20))) / 10));
    const sets = Array.from({ length: count }, () =>
      random.subset(Math.min(elements, 2 + random.below(2)), elements),
    );
    return { elements, sets };
  },
  golden: [
    { name: 'nothing', instance: { elements: 0, sets: [] }, answer: 'yes' },
    { name: 'elements alone', instance: { elements: 3, sets: [] }, answer: 'yes' },
    { name: 'the empty set', instance: { elements: 0, sets: [[]] }, answer: 'no' },
    { name: 'the empty set and a pair', instance: { elements: 2, sets: [[], [0, 1]] }, answer: 'no' },
    { name: 'a singleton', instance: { elements: 2, sets: [[0, 1], [1]] }, answer: 'no' },
    {
      name: 'a set twice',
      instance: {
        elements: 3,
        sets: [
          [0, 1],
          [1, 0],
          [0, 1, 2],
        ],
      },
      answer: 'yes',
    },
    {
      name: 'a triangle',
      instance: {
        elements: 3,
        sets: [
          [0, 1],
          [1, 2],
          [0, 2],
        ],
      },
      answer: 'no',
    },
    { name: 'the Fano plane', instance: fano, answer: 'no' },
    { name: 'the Fano plane without a line', instance: butOne(fano), answer: 'yes' },
    { name: 'all triples of 5', instance: triples, answer: 'no' },
    { name: 'all triples of 5 but one', instance: butOne(triples), answer: 'yes' },
  ],
  smaller: smallerSystems,
  candidates: ({ elements }) => 2 ** elements,
  *witnesses({ elements, sets }) {
    for (const first of truthValues(elements))
      if (sets.every((set) => set.some((i) => first[i]) && set.some((i) => !first[i]))) yield { first };
  },
};
