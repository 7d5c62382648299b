// Systems of linear inequalities by elimination, as Fourier and Motzkin did it. Shares no code with the engines.

/** Σ line_j x_j ≥ the last entry. */
type Line = readonly bigint[];

/** Lines that a step may leave behind. */
const MOST = 200_000;

/**
 * Whether all lines hold somewhere. The variable that gives the fewest new lines is eliminated first; of lines with the same
 * left side only that with the largest bound is kept.
 * @throws RangeError when there would be too many lines
 */
export function solvable(lines: readonly Line[], variables: number): boolean {
  let open = tidied(lines);
  if (open === undefined) return false;
  const left = new Set(Array.from({ length: variables }, (_, j) => j));
  while (left.size > 0) {
    const price = (j: number): number => {
      const count = (sign: boolean): number =>
        open!.filter((line) => line[j]! !== 0n && line[j]! > 0n === sign).length;
      return count(true) * count(false) - count(true) - count(false);
    };
    const [next] = [...left].sort((a, b) => price(a) - price(b));
    left.delete(next!);
    const up = open.filter((line) => line[next!]! > 0n);
    const down = open.filter((line) => line[next!]! < 0n);
    if (up.length * down.length > MOST) throw new RangeError('solvable: expected a small system');
    const both = up.flatMap((p) => down.map((q) => p.map((v, j) => v * -q[next!]! + q[j]! * p[next!]!)));
    open = tidied([...open.filter((line) => line[next!] === 0n), ...both]);
    if (open === undefined) return false;
  }
  return true;
}

/** The lines without common factors, the strongest of each left side; undefined when one of them cannot hold. */
function tidied(lines: readonly Line[]): Line[] | undefined {
  const strongest = new Map<string, { line: Line; scale: bigint }>();
  for (const line of lines) {
    const sides = line.slice(0, -1);
    const scale = sides.reduce(greatest, 0n);
    if (scale === 0n) {
      if (line.at(-1)! > 0n) return undefined;
      continue;
    }
    const key = sides.map((v) => v / scale).join();
    const before = strongest.get(key);
    if (before === undefined || line.at(-1)! * before.scale > before.line.at(-1)! * scale)
      strongest.set(key, { line, scale });
  }
  return [...strongest.values()].map(({ line }) => line);
}

function greatest(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}
