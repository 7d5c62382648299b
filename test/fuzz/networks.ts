// Everybody's answer about a training instance of a network with one hidden layer.
import { rational } from '../../src/exact/rational.ts';
import { training } from '../../src/problem/training/problem.ts';
import {
  requiredWeight,
  totalWeight,
  type Stimulus,
  type TrainingInstance,
} from '../../src/problem/training/schema.ts';
import {
  asShallow,
  shallowInstance,
  type OutputFamily,
  type ShallowInstance,
} from '../../src/problem/training/shallow.ts';
import { PROVING_SOLVER } from '../../src/solver/create.ts';
import { provesNoOfNetwork } from '../certificate/network-oracle.ts';
import { provesNo } from '../certificate/oracle.ts';
import { bruteForceLoading } from '../loading-brute-force.ts';
import { someNetworkFits } from './enumeration.ts';
import { mixedIntegerFits } from './mixed-integer.ts';
import { require, type Opinion, type Panel } from './kind.ts';
import { decided } from './verdicts.ts';

/** The longest certificate that the naive reading is given. */
const SHORT = 20_000;

/** Everybody's answer; throws when somebody's witness or proof is wrong. */
export async function networkOpinions(instance: ShallowInstance, panel: Panel): Promise<Opinion[]> {
  const read = asShallow(training.parse(training.write(instance), 'the instance written'))!;
  require(training.canonical(read) === training.canonical(instance), 'read back, the instance is another');
  const { answer, bytes, stats } = await decided(read, PROVING_SOLVER, panel);
  const opinions: Opinion[] = [{ by: PROVING_SOLVER, answer }];
  if (panel.asked(32)) {
    const again = await decided(read, PROVING_SOLVER, panel);
    require(Buffer.from(again.bytes).equals(bytes), 'a second run gives other bytes');
    require(again.stats === stats, `a second run does other work: ${stats}, then ${again.stats}`);
  }
  const mayErr = requiredWeight(read) < totalWeight(read);
  if (answer === 'no' && bytes.length < SHORT && panel.asked(8)) {
    const proves = mayErr ? provesNoOfNetwork : provesNo;
    require(proves(read, Buffer.from(bytes).toString()), 'the naive reading refuses the certificate');
  }
  for (const [solver, oneIn] of [
    ['minisat', 12],
    ['clasp', 100],
  ] as const)
    if (panel.asked(oneIn))
      opinions.push({ by: solver, answer: (await decided(read, solver, panel)).answer });
  if (panel.asked(2))
    opinions.push({
      by: 'the question turned round',
      answer: (await decided(turnedRound(read), PROVING_SOLVER, panel)).answer,
    });
  if (panel.asked(onCube(read) ? 1 : 6)) {
    const fits = mayErr ? loads(read) : someNetworkFits(read);
    if (fits !== undefined) opinions.push({ by: 'enumeration', answer: fits ? 'yes' : 'no' });
  }
  if (panel.asked(mayErr ? 20 : 100) && (await mixedIntegerFits(read)))
    opinions.push({ by: 'HiGHS', answer: 'yes' });
  const known = read.provenance?.['answer'];
  if (known === 'yes' || known === 'no') opinions.push({ by: 'the generator', answer: known });
  return opinions;
}

/** As an enumeration of all that nodes can do finds, where that is quick. */
function loads(instance: ShallowInstance): boolean | undefined {
  const few = instance.hidden <= 2 && instance.examples.length <= 8 && instance.architecture.inputs <= 3;
  return few && onCube(instance) ? bruteForceLoading(instance) !== undefined : undefined;
}

const onCube = ({ architecture, examples }: TrainingInstance): boolean =>
  architecture.inputs <= 4 && examples.every(({ stimulus }) => typeof stimulus === 'string');

const COMPLEMENT: Readonly<Record<OutputFamily, OutputFamily>> = {
  threshold: 'threshold',
  xor: 'xor',
  and: 'nand',
  nand: 'and',
  or: 'nor',
  nor: 'or',
};
const NEGATED_UNITS: Readonly<Record<OutputFamily, OutputFamily>> = {
  threshold: 'threshold',
  xor: 'xor',
  and: 'nor',
  nor: 'and',
  or: 'nand',
  nand: 'or',
};

/**
 * An instance with the same answer that takes other ways through the engine: labels complemented and the output with
 * them, units negated, points mirrored, inputs and examples backwards, an open example at the front.
 */
export function turnedRound(instance: ShallowInstance): ShallowInstance {
  const { hidden, output, examples } = instance;
  const { inputs } = instance.architecture;
  const turned = examples.toReversed().map(({ stimulus, response, weight }) => ({
    weight,
    stimulus: mirrored(stimulus),
    response: response === '*' ? response : response === '1' ? ('0' as const) : ('1' as const),
  }));
  return shallowInstance({
    inputs,
    hidden,
    output: hidden === 0 ? output : NEGATED_UNITS[COMPLEMENT[output]],
    examples: [{ stimulus: '1'.repeat(inputs), response: '*' }, ...turned],
    // The open example is right, too.
    require:
      requiredWeight(instance) < totalWeight(instance) ? { atLeast: requiredWeight(instance) + 1 } : 'all',
  });
}

function mirrored(stimulus: Stimulus): Stimulus {
  if (typeof stimulus === 'string')
    return [...stimulus]
      .toReversed()
      .map((bit) => (bit === '1' ? '0' : '1'))
      .join('');
  // As bits are: x becomes 1 - x.
  return stimulus
    .toReversed()
    .map(({ numerator, denominator }) => rational(denominator - numerator, denominator));
}
