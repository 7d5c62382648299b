// The frozen set bench-1: complete, unchanged, certified, balanced, and made again from its seeds.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkCertificateText } from '../../src/certificate/check.ts';
import { draw, rebuildLine, sourceOf } from '../../src/compare/hard/draw.ts';
import { sha256Hex } from '../../src/problem/hash.ts';
import { training } from '../../src/problem/training/problem.ts';
import { registry } from '../../src/registry.ts';
import { VERSION } from '../../src/version.ts';
import { call, temporaryDirectory } from '../cli/harness.ts';

/** A line of the manifest, as far as it is used here. */
type Line = {
  readonly file: string;
  readonly sha256: string;
  readonly kind: string;
  readonly size: number;
  readonly planted: boolean;
  readonly answer: 'YES' | 'NO';
  readonly checked: string;
  readonly sizes: { readonly inputs: number; readonly examples: number };
  readonly source: { readonly parameters: Readonly<Record<string, number>>; readonly seed: number };
  readonly certificate: { readonly file: string; readonly bytes: number; readonly sha256: string };
  readonly exact: { readonly conflicts: number };
  readonly descent: { readonly successes?: number; readonly restarts?: number };
  readonly selection: { readonly candidates: number };
  readonly rebuild: string;
  readonly command: string;
  readonly version: string;
};

const room = fileURLToPath(new URL('../../instances/bench-1/', import.meta.url));
const read = (file: string): string => readFileSync(join(room, file), 'utf8');
const parsed = (text: string): Line[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
const lines = parsed(read('manifest.jsonl'));
const kinds = [...new Set(lines.map(({ kind }) => kind))];
const MIB = 2 ** 20;

/** Its manifest is frozen with this hash: a set that differs in anything is another set and has another name. */
const MANIFEST = 'c238319fcdcfa405c9f2fd6b7f7303cd9daf4fa7d376f67a925eb531541bd7a8';

/** `3`, or `1–5` where they differ. */
function range(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? String(least) : `${least}–${most}`;
}

/** The rows of the README's table. */
function tableRows(): string[] {
  return kinds.map((kind) => {
    const own = lines.filter((line) => line.kind === kind);
    const [yes, no] = [own.filter(({ answer }) => answer === 'YES'), own.filter((l) => l.answer === 'NO')];
    const conflicts = (some: readonly Line[]): string => range(some.map(({ exact }) => exact.conflicts));
    const successes = yes.flatMap(({ descent }) => descent.successes ?? []).sort((a, b) => b - a);
    return `| ${[
      `\`${kind}\``,
      `${yes.length} + ${no.length}`,
      [...new Set(own.map(({ size }) => size))].sort((a, b) => a - b).join(', '),
      range(own.map(({ sizes }) => sizes.inputs)),
      range(own.map(({ sizes }) => sizes.examples)),
      successes.length === 0 ? 'not trained' : successes.join(', '),
      conflicts(yes),
      conflicts(no),
    ].join(' | ')} |`;
  });
}

describe('bench-1', () => {
  test('is what it was: the manifest, and every file that it names, and no other', () => {
    expect(createHash('sha256').update(read('manifest.jsonl')).digest('hex')).toBe(MANIFEST);
    const files = lines.flatMap(({ file, certificate }) => [file, certificate.file]);
    expect(readdirSync(room).sort()).toEqual([...files, 'README.md', 'make.sh', 'manifest.jsonl'].sort());
    for (const { file, sha256, certificate } of lines) {
      expect(sha256Hex(training.canonical(training.parse(read(file), file))), file).toBe(sha256);
      const bytes = readFileSync(join(room, certificate.file));
      expect(createHash('sha256').update(bytes).digest('hex'), file).toBe(certificate.sha256);
      expect(bytes.length).toBe(certificate.bytes);
    }
    const total = readdirSync(room).reduce((sum, file) => sum + statSync(join(room, file)).size, 0);
    expect(total).toBeLessThan(3.1 * MIB);
  });

  test('every answer has a certificate that the checker accepts, and instances say the same of themselves', () => {
    for (const { file, certificate, answer, checked } of lines) {
      const instance = training.parse(read(file), file);
      const result = checkCertificateText(instance, read(certificate.file), certificate.file);
      expect(result, file).toMatchObject({ verified: answer, strength: checked });
      expect(instance.provenance).toMatchObject({
        answer: answer.toLowerCase(),
        known: `decided: ${checked}`,
      });
    }
  });

  test('is balanced: of each kind six YES and six NO in four sizes, planted ones and others', () => {
    expect(kinds).toEqual(registry.networks.map(({ name }) => name));
    for (const kind of kinds) {
      const own = lines.filter((line) => line.kind === kind);
      expect(own.map(({ answer }) => answer).sort()).toEqual([
        ...Array(6).fill('NO'),
        ...Array(6).fill('YES'),
      ]);
      expect(new Set(own.map(({ size }) => size)).size).toBe(4);
      expect(new Set(own.map(({ sha256 }) => sha256)).size).toBe(12);
      expect(own.filter(({ planted }) => planted)).toHaveLength(kind === 'one-unit' ? 0 : 1);
    }
    const share = lines.flatMap(({ answer, descent: { successes, restarts } }) =>
      answer === 'YES' && successes !== undefined ? [successes / restarts!] : [],
    );
    // Easy, in between, and out of reach.
    expect(Math.max(...share)).toBe(1);
    expect(share.filter((s) => s > 0 && s < 1).length).toBeGreaterThan(2);
    expect(share.filter((s) => s === 0).length).toBeGreaterThan(10);
  });

  test('every instance is drawn again from its seed, whatever the engines have become', () => {
    for (const { file, kind, size, planted, source, sha256, rebuild } of lines) {
      const network = registry.networks.find(({ name }) => name === kind)!;
      const { turn } = sourceOf(network, planted);
      const value = turn && source.parameters[turn.parameter];
      const drawn = draw(network, registry, { size, planted, seed: source.seed, turn: value });
      expect(sha256Hex(training.canonical(drawn.instance)), file).toBe(sha256);
      expect(rebuildLine(network, drawn)).toBe(rebuild);
    }
  });

  // What was chosen, and the certificates, are those of the engines of the version that made the set.
  test.runIf(lines.every(({ version }) => version === VERSION))(
    'the commands make the same files, byte for byte',
    async () => {
      const folder = mkdtempSync(join(temporary, 'made-'));
      const unchosen = lines.filter(({ planted, selection }) => planted && selection.candidates === 1);
      expect(unchosen).toHaveLength(7);
      for (const { command } of unchosen) {
        const { status, stderr } = await call([...command.split(' ').slice(1), '-o', folder]);
        expect(status, stderr).toBe(0);
      }
      for (const { file } of unchosen) expect(readFileSync(join(folder, file), 'utf8')).toBe(read(file));
      const facts = (some: readonly Line[]): object[] =>
        some.map(({ file, sha256, descent, selection }) => ({ file, sha256, descent, selection }));
      expect(facts(parsed(readFileSync(join(folder, 'manifest.jsonl'), 'utf8')))).toEqual(facts(unchosen));
    },
  );

  test('its README holds the table that the manifest gives', () => {
    for (const row of tableRows()) expect(read('README.md')).toContain(`${row}\n`);
  });
});

const temporary = temporaryDirectory();
