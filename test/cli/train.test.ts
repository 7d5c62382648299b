// `train`: how it is told to go about it, and the search for hyperparameters on instances that nothing is reported of.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, temporaryDirectory } from './harness.ts';

const folder = temporaryDirectory();
const BUDGET = ['--restarts', '8', '--epochs', '300', '--backend', 'cpu'];
const PARAMETERS = ['--n', '8', '--ratio', '1.4'];

async function data(argv: readonly string[], stdin = ''): Promise<string> {
  const { status, stdout, stderr } = await call(argv, stdin);
  expect(status, stderr).toBe(0);
  return stdout;
}

async function network(name: string, seed: number): Promise<string> {
  const source = await data(['generate', 'set-splitting-planted', ...PARAMETERS, '--seed', String(seed)]);
  const file = join(folder, name);
  const via = ['--via', 'set-splitting-to-and-pair'];
  writeFileSync(file, await data(['reduce', '-', '--to', 'training', ...via], source));
  return file;
}

/** The rows of a summary by their names. */
async function summary(argv: readonly string[]): Promise<Map<string, string>> {
  const lines = (await data(['train', ...argv])).trimEnd().split('\n');
  return new Map(lines.map((line) => [line.slice(0, 14).trimEnd(), line.slice(14)]));
}

let file: string;
beforeAll(async () => {
  file = await network('network.json', 3);
});

describe('hyperparameters', () => {
  test('those of the report, given as options, train the same network', async () => {
    const first = await summary([file, ...BUDGET]);
    const settings = first.get('settings')!;
    expect(settings).toMatch(/^--rate 0\.0244140625 --beta1 0\.5 --beta2 0\.9375 .* --balanced yes$/);
    const second = await summary([file, ...BUDGET, ...settings.split(' ')]);
    for (const row of ['settings', 'successes', 'first success', 'epochs'])
      expect(second.get(row)).toBe(first.get(row));
  });

  test('are rounded to what integers can represent, and the report says to what', async () => {
    const options = ['--rate', '0.03', '--beta1', '0.9', '--steepness', '0.7', '--balanced', 'no'];
    const settings = (await summary([file, ...BUDGET, ...options])).get('settings');
    expect(settings).toMatch(
      /^--rate 0\.030029296875 --beta1 0\.875 .*--steepness 0\.6875\.\.0\.6875 --balanced no$/,
    );
  });

  test('change what is trained', async () => {
    const slow = await summary([file, ...BUDGET, '--rate', '0.0003']);
    expect(slow.get('successes')).toMatch(/^0 \/ 8 /);
  });
});

describe('tuning', () => {
  test('takes the best settings on siblings with other seeds, the same ones each time', async () => {
    const argv = [file, ...BUDGET, '--tune', '12'];
    const first = await summary(argv);
    expect(first.get('tuned')).toBe(
      '12 of 12 settings on set-splitting-planted, seeds 4294967295, 4294967294, 4294967293, 4294967292',
    );
    const cost = (row: string) =>
      Number(/^32 \/ 32 restarts, (\d+) epochs a success$/.exec(first.get(row)!)![1]);
    expect(cost('best there')).toBeLessThan(cost('untuned there'));
    expect(first.get('settings')).not.toContain('--rate 0.0244140625 ');
    expect([...(await summary(argv))]).toEqual([...first]);
    const settings = first.get('settings')!.split(' ');
    expect((await summary([file, ...BUDGET, ...settings])).get('epochs')).toBe(first.get('epochs'));
  });

  test('on files of a directory; JSON has every trial', async () => {
    const others = join(folder, 'others');
    mkdirSync(others);
    for (const seed of [4, 5]) {
      const other = await network(`other-${seed}.json`, seed);
      writeFileSync(join(others, `${seed}.json`), readFileSync(other));
    }
    const argv = ['train', file, ...BUDGET, '--tune', '4', '--tune-on', others, '--json'];
    const { tuning } = JSON.parse(await data(argv)) as {
      tuning: { on: string; trials: { own: boolean; restarts: number; successes: number; epochs: number }[] };
    };
    expect(tuning.on).toBe(others);
    expect(tuning.trials.map(({ restarts }) => restarts)).toEqual([16, 16, 16, 16]);
    expect(tuning.trials.filter(({ own }) => own)).toHaveLength(1);
    const costs = tuning.trials.map(({ epochs, successes }) =>
      successes > 0 ? epochs / successes : Infinity,
    );
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
  });

  test('refuses the instance itself, and one that does not say how it was made', async () => {
    const same = await call(['train', file, ...BUDGET, '--tune', '4', '--tune-on', file]);
    expect(same).toMatchObject({ status: 2, stdout: '' });
    expect(same.stderr).toMatch(/^--tune-on: expected other instances than the one that is trained/);
    const { provenance: _provenance, ...bare } = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      unknown
    >;
    const unknown = await call(['train', '-', ...BUDGET, '--tune', '4'], JSON.stringify(bare));
    expect(unknown).toMatchObject({ status: 2, stdout: '' });
    expect(unknown.stderr).toMatch(/^--tune: expected an instance made by "trainsat generate", found stdin/);
  });

  test('does not trust the record of a file', async () => {
    const instance = JSON.parse(readFileSync(file, 'utf8')) as { provenance: Record<string, unknown> };
    const lies: [string, RegExp][] = [
      ['{"reductions":[]}', /^--tune: expected stdin to have the network that its record leads to/],
      ['{"reductions":["set-splitting-to-three-node"]}', /^--tune: expected stdin to have the network/],
      ['{"reductions":["graph-colouring-to-and-network"]}', /^--tune: expected stdin to have the network/],
      ['{"reductions":["no-such"]}', /^stdin: expected a reduction/],
      ['{"generator":"no-such"}', /^--tune: expected an instance made by "trainsat generate"/],
      ['{"parameters":{"n":-1}}', /^--n: /],
    ];
    for (const [lie, message] of lies) {
      const provenance = { ...instance.provenance, ...(JSON.parse(lie) as object) };
      const result = await call(
        ['train', '-', ...BUDGET, '--tune', '4'],
        JSON.stringify({ ...instance, provenance }),
      );
      expect(result, lie).toMatchObject({ status: 2, stdout: '' });
      expect(result.stderr).toMatch(message);
    }
  });
});
