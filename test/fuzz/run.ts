// The run: draws instances, hears everybody, counts, and writes down what must not be.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { Random } from '../../src/random.ts';
import { createSolver } from '../../src/solver/create.ts';
import { VERSION } from '../../src/version.ts';
import { nativeSolvers } from './formulas.ts';
import type { Kind, Opinion, Panel } from './kind.ts';

export type RunOptions = {
  readonly kinds: readonly Kind<unknown>[];
  readonly seed: number;
  /** Asked before each instance. */
  readonly goOn: (instances: number) => boolean;
  /** The folder that findings are written to. */
  readonly out: string;
  readonly makeSolver?: Panel['makeSolver'];
  readonly onInstance?: (instances: number, findings: number) => Promise<void>;
};

type Counts = { instances: number; yes: number; no: number; unknown: number; disagreements: number };

/** What a run amounts to. */
export type Summary = {
  /** By kind, in the order of `kinds`. */
  readonly counts: ReadonlyMap<string, Counts>;
  readonly instances: number;
  /** The files written. */
  readonly findings: readonly string[];
};

/** What was wrong about an instance. */
export type Trouble = { readonly opinions: readonly Opinion[]; readonly error?: string };

/** A finding as it is written. `instance` is what is left of `drawn` after all that could be left out was. */
export type Finding = {
  readonly format: 'trainsat.finding/1';
  readonly kind: string;
  readonly seed: number;
  readonly instance: string;
  readonly drawn: string;
  readonly trouble: Trouble;
  readonly versions: Readonly<Record<string, string>>;
  readonly replay: string;
};

/** Attempts at a smaller instance with the same kind of trouble. */
const ATTEMPTS = 300;
/** Findings of a run that are made smaller; many are mostly one. */
const SHRUNK = 3;

type Found = {
  readonly makeSolver: Panel['makeSolver'];
  readonly out: string;
  readonly trouble: Trouble;
  readonly shrink: boolean;
};

/** Fuzzes. The same seed draws the same instances and asks the same people. */
export async function fuzz(options: RunOptions): Promise<Summary> {
  const { kinds, goOn, out, makeSolver = createSolver } = options;
  const master = new Random(options.seed);
  const counts = new Map(
    kinds.map(({ name }) => [name, { instances: 0, yes: 0, no: 0, unknown: 0, disagreements: 0 }]),
  );
  const wheel = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
  const findings: string[] = [];
  let instances = 0;
  for (; goOn(instances); instances++) {
    const kind = wheel[master.below(wheel.length)]!;
    const seed = master.below(2 ** 32);
    const random = new Random(seed);
    const count = counts.get(kind.name)!;
    count.instances++;
    const instance = kind.draw(random);
    const text = kind.write(instance);
    const asked = (oneIn: number): boolean => random.below(oneIn) === 0;
    const { opinions, trouble } = await hear(kind, text, { makeSolver, asked });
    count[opinions[0]?.answer ?? 'unknown']++;
    if (trouble) {
      count.disagreements++;
      const shrink = findings.length < SHRUNK;
      findings.push(await writeDown(kind, seed, text, { makeSolver, out, trouble, shrink }));
    }
    await options.onInstance?.(instances + 1, findings.length);
  }
  return { counts, instances, findings };
}

/** Asks everybody, also those who are slow, about the instance of a finding. */
export async function replay(
  { kind: name, instance }: Finding,
  kinds: readonly Kind<unknown>[],
  makeSolver: Panel['makeSolver'] = createSolver,
): Promise<{ readonly opinions: readonly Opinion[]; readonly trouble: Trouble | undefined }> {
  const kind = kinds.find((candidate) => candidate.name === name);
  if (!kind) throw new Error(`fuzz: expected a kind (${kinds.map((k) => k.name).join(', ')}), got ${name}`);
  return hear(kind, instance, { makeSolver, asked: () => true });
}

async function hear(
  kind: Kind<unknown>,
  text: string,
  panel: Panel,
): Promise<{ opinions: readonly Opinion[]; trouble: Trouble | undefined }> {
  let opinions: readonly Opinion[] = [];
  try {
    opinions = await kind.opinions(kind.read(text), panel);
  } catch (error) {
    return { opinions, trouble: { opinions, error: String(error) } };
  }
  const answers = new Set(opinions.map(({ answer }) => answer));
  return { opinions, trouble: answers.has('yes') && answers.has('no') ? { opinions } : undefined };
}

/** Leaves out of an instance what can be left out with the same kind of trouble, and with no more people than it needs. */
async function shrunk(
  kind: Kind<unknown>,
  drawn: string,
  first: Trouble,
  makeSolver: Panel['makeSolver'],
): Promise<{ instance: string; trouble: Trouble }> {
  const still = async (text: string, slowest: number): Promise<Trouble | undefined> => {
    const panel: Panel = { makeSolver, asked: (oneIn) => oneIn <= slowest };
    const { trouble } = await hear(kind, text, panel);
    return (trouble?.error === undefined) === (first.error === undefined) ? trouble : undefined;
  };
  let slowest = Infinity;
  for (const patience of [Infinity, 12, 1]) if (await still(drawn, patience)) slowest = patience;
  let [instance, trouble] = [drawn, first];
  let attempts = 0;
  for (let smaller = true; smaller;) {
    smaller = false;
    for (const less of kind.smaller(kind.read(instance))) {
      if (++attempts > ATTEMPTS) break;
      const text = kind.write(less);
      const found = await still(text, slowest);
      if (!found) continue;
      [instance, trouble] = [text, found];
      smaller = true;
      break;
    }
  }
  return { instance, trouble };
}

async function writeDown(
  kind: Kind<unknown>,
  seed: number,
  drawn: string,
  { makeSolver, out, trouble: first, shrink }: Found,
): Promise<string> {
  const { instance, trouble } = shrink
    ? await shrunk(kind, drawn, first, makeSolver)
    : { instance: drawn, trouble: first };
  const file = join(out, `${kind.name.replaceAll(' ', '-')}-${seed}.json`);
  const finding: Finding = {
    format: 'trainsat.finding/1',
    kind: kind.name,
    seed,
    instance,
    drawn,
    trouble,
    versions: {
      trainsat: VERSION,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      others: nativeSolvers()
        .map(({ name }) => name)
        .join(', '),
    },
    replay: `npm run fuzz -- --replay ${file}`,
  };
  mkdirSync(out, { recursive: true });
  writeFileSync(file, `${JSON.stringify(finding, undefined, 2)}\n`);
  return file;
}

/** The counts in Markdown. */
export function summaryTable({ counts }: Summary): string {
  const rows = [...counts].map(
    ([name, c]) => [name, c.instances, c.yes, c.no, c.unknown, c.disagreements] as const,
  );
  const total = [1, 2, 3, 4, 5].map((i) => rows.reduce((sum, row) => sum + (row[i] as number), 0));
  return markdownTable(
    [
      ['kind', 'instances', 'YES', 'NO', 'UNKNOWN', 'disagreements'],
      ...rows.map((row) => row.map(String)),
      ['all', ...total.map(String)],
    ],
    { align: ['l', 'r', 'r', 'r', 'r', 'r'] },
  );
}
