// Everybody's answer about a training instance of a network of any shape: every encoding that applies, the dynamic program,
// and an enumeration.
import { decideByDp, dpApplies } from '../../src/decide/dp/index.ts';
import { ENCODINGS, planEncoding } from '../../src/formula/encoding.ts';
import { checkConfiguration } from '../../src/problem/training/evaluate.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { PROVING_SOLVER } from '../../src/solver/create.ts';
import { provesNoOfNetwork } from '../certificate/network-oracle.ts';
import { bruteForceLoading } from '../loading-brute-force.ts';
import { require, type Opinion, type Panel } from './kind.ts';
import { decided } from './verdicts.ts';

/** Instances beyond which nothing is enumerated. */
const MOST_EXAMPLES = 8;
const MOST_POSTS = 4;
const MOST_NODES = 5;
/** The longest certificate that the naive reading is given. */
const SHORT = 20_000;

/** Everybody's answer; throws when somebody's witness or proof is wrong. */
export async function generalOpinions(instance: TrainingInstance, panel: Panel): Promise<Opinion[]> {
  const read = training.parse(training.write(instance), 'the instance written');
  require(training.canonical(read) === training.canonical(instance), 'read back, the instance is another');
  const opinions: Opinion[] = [];
  for (const encoding of [undefined, ...ENCODINGS]) {
    if (encoding !== undefined && 'reason' in planEncoding(read, encoding)) continue;
    const { answer, bytes } = await decided(read, PROVING_SOLVER, panel, encoding);
    opinions.push({ by: encoding ?? PROVING_SOLVER, answer });
    if (answer === 'no' && encoding !== undefined && bytes.length < SHORT && panel.asked(8))
      require(provesNoOfNetwork(
        read,
        Buffer.from(bytes).toString(),
      ), 'the naive reading refuses the certificate');
  }
  if (panel.asked(12))
    opinions.push({ by: 'minisat', answer: (await decided(read, 'minisat', panel)).answer });
  if (dpApplies(read) === true) {
    const said = decideByDp(read, { expired: () => false });
    if (said.answer === 'yes')
      require(checkConfiguration(read, said.configuration).ok, 'the dynamic program: a wrong YES');
    opinions.push({ by: 'dp', answer: said.answer });
  }
  if (small(read) && panel.asked(2))
    opinions.push({ by: 'enumeration', answer: bruteForceLoading(read) ? 'yes' : 'no' });
  const known = read.provenance?.['answer'];
  if (known === 'yes' || known === 'no') opinions.push({ by: 'the generator', answer: known });
  return opinions;
}

function small({ architecture, examples }: TrainingInstance): boolean {
  return (
    architecture.nodes.length <= MOST_NODES &&
    architecture.nodes.every(({ from }) => from.length <= MOST_POSTS) &&
    examples.length <= MOST_EXAMPLES &&
    examples.every(({ stimulus }) => typeof stimulus === 'string')
  );
}
