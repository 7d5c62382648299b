// A way of reductions in words: for each step the construction, the theorem, the law and the sizes.
import { sign } from '../catalogue/size-law.ts';
import type { StepFacts, StepSize, WayFacts } from './way-facts.ts';

/** The lines that `show --to` prints. */
export function wayLines({ from, to, instance, letters, size, steps }: WayFacts): string[] {
  const sizes = Object.entries(size).map(([name, value]) =>
    instance ? `${name} ${value}` : `${name} ${letters[name]} = ${value}`,
  );
  const head = instance
    ? `from this instance of ${from} (${sizes.join(', ')})`
    : `from ${from} (here ${sizes.join(', ')})`;
  if (steps.length === 0) return [`${head} to ${to}: nothing to do`];
  return [
    `${head} to ${to}`,
    ...steps.flatMap((step, i) => [
      '',
      `${i + 1}  ${step.name}: ${step.source} → ${step.target}`,
      ...rows(step, i, instance, i === steps.length - 1).map(
        ([label, text]) => `   ${label.padEnd(12)}  ${text}`,
      ),
    ]),
  ];
}

function rows(
  { summary, citation, sizeLaw, sizes }: StepFacts,
  i: number,
  instance: boolean,
  last: boolean,
): [string, string][] {
  const whole = sizes.every(({ law }) => law !== null);
  return [
    ['construction', summary],
    ['source', citation],
    ['law', sizeLaw],
    ...(!instance && i > 0 && whole
      ? [
          [
            'in all',
            sizes.map(({ name, strength, law }) => `${name} ${sign(strength)} ${law}`).join(', '),
          ] as [string, string],
        ]
      : []),
    [
      instance ? (last ? 'target' : 'sizes') : 'here',
      sizes.map((each) => counted(each, instance)).join(', '),
    ],
  ];
}

/** `examples 195`, `clauses about 840`. */
function counted({ name, strength, value }: StepSize, exactly: boolean): string {
  if (value === null) return `${name} more than can be counted`;
  return exactly || strength === 'exact' ? `${name} ${value}` : `${name} ${strength} ${value}`;
}
