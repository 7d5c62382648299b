// The options that say how gradient descent goes about it.
import { InputError } from '../problem/errors.ts';
import { preset, PRESET_NAMES, type Method, type PresetName } from '../train/method.ts';
import { LOSSES, OPTIMIZERS, RELAXATIONS, type Hyperparameters } from '../train/types.ts';
import { option, type Option } from './command.ts';
import { choice, decimal, integer, listOf, positive, reading } from './values.ts';

/** What no rate, no initial weight and no steepness exceeds. */
const LARGEST = { rate: 1000, init: 1000, steepness: 64, batch: 2 ** 31 - 1 };

const decay = reading('a number from 0 up to, but not, 1', (text) => {
  const value = decimal(text);
  return value !== undefined && value >= 0 && value < 1 ? value : undefined;
});

const within = (text: string, most: number): number | undefined => {
  const value = decimal(text);
  return value !== undefined && value > 0 && value <= most ? value : undefined;
};

const initial = reading<Hyperparameters['init']>(
  `a number above 0 and up to ${LARGEST.init}, or glorot`,
  (text) => (text === 'glorot' ? text : within(text, LARGEST.init)),
);

const steepness = reading<Hyperparameters['steepness']>(
  `a number above 0 and up to ${LARGEST.steepness}, or two such as 0.5..2`,
  (text) => {
    const [start, end = start, ...rest] = text.split('..').map((part) => within(part, LARGEST.steepness));
    return start === undefined || end === undefined || rest.length > 0 ? undefined : [start, end];
  },
);

/** The hyperparameters, each an option of its own name. */
const HYPERPARAMETERS = {
  rate: option(
    'R',
    positive(LARGEST.rate),
    'the step: of normalised rules in units of a weight, else the factor of the mean gradient',
  ),
  beta1: option('B', decay, 'decay of the first mean (momentum)'),
  beta2: option('B', decay, 'decay of the second mean'),
  init: option('A', initial, 'initial weights within ± A; or glorot'),
  steepness: option(
    'B[..C]',
    steepness,
    'steepness of the relaxed units, of the first epoch and of the last',
  ),
  balanced: option('WHETHER', choice(['yes', 'no']), 'yes when both classes are to weigh the same in sum'),
  batch: option('N', integer(0, LARGEST.batch), 'examples an update; 0 for all of them'),
} satisfies Record<keyof Hyperparameters, Option<unknown>>;

type Given = {
  readonly [K in keyof typeof HYPERPARAMETERS]: (typeof HYPERPARAMETERS)[K] extends Option<infer T>
    ? T
    : never;
};

/** The options of one method. */
export const METHOD = {
  preset: option(
    'NAME',
    choice(PRESET_NAMES),
    `a bundle instead of what follows: ${PRESET_NAMES.join(', ')}`,
  ),
  optimizer: option('NAME', choice(OPTIMIZERS), `${OPTIMIZERS.join(', ')} (default: ${OPTIMIZERS[0]})`),
  relaxation: option(
    'NAME',
    choice(RELAXATIONS),
    `${RELAXATIONS.join(', ')} (default: noisy-and where the network has one, else sigmoid)`,
  ),
  loss: option('NAME', choice(LOSSES), `${LOSSES.join(', ')} (default: ${LOSSES[0]})`),
  ...HYPERPARAMETERS,
};

/** The options of several methods: presets first, then every optimiser with every relaxation and loss. */
export const METHODS = {
  presets: option('LIST', listOf(choice(PRESET_NAMES)), `bundles to try: ${PRESET_NAMES.join(', ')}`),
  optimizers: option(
    'LIST',
    listOf(choice(OPTIMIZERS)),
    `of ${OPTIMIZERS.join(', ')} (default: ${OPTIMIZERS[0]}, or none beside --presets)`,
  ),
  relaxations: option(
    'LIST',
    listOf(choice(RELAXATIONS)),
    `of ${RELAXATIONS.join(', ')}, each with each optimizer`,
  ),
  losses: option('LIST', listOf(choice(LOSSES)), `of ${LOSSES.join(', ')}, each with each optimizer`),
  ...HYPERPARAMETERS,
};

/**
 * The method that was asked for. Hyperparameters beside a preset change it.
 * @throws InputError when a preset and a part of one are named
 */
export function methodOf(
  asked: Given &
    Pick<Method, 'relaxation' | 'loss'> & {
      readonly preset: PresetName | undefined;
      readonly optimizer: Method['optimizer'] | undefined;
    },
): Method {
  const { optimizer, relaxation, loss } = asked;
  const given = hyperparametersOf(asked);
  if (asked.preset === undefined)
    return { optimizer: optimizer ?? OPTIMIZERS[0], relaxation, loss, ...given };
  for (const [name, value] of Object.entries({ optimizer, relaxation, loss }))
    if (value !== undefined)
      throw new InputError(
        `--${name}`,
        `expected no --${name} beside --preset ${asked.preset}, which chooses one, found ${value}; remove one of the two`,
      );
  return changed(preset(asked.preset), given);
}

/** The methods that were asked for, at least one. */
export function methodsOf(
  asked: Given & {
    readonly presets: readonly PresetName[] | undefined;
    readonly optimizers: readonly Method['optimizer'][] | undefined;
    readonly relaxations: readonly Method['relaxation'][] | undefined;
    readonly losses: readonly Method['loss'][] | undefined;
  },
): Method[] {
  const given = hyperparametersOf(asked);
  const { presets = [], relaxations = [undefined], losses = [undefined] } = asked;
  const parts = asked.optimizers ?? asked.relaxations ?? asked.losses;
  const optimizers = asked.optimizers ?? (presets.length > 0 && parts === undefined ? [] : [OPTIMIZERS[0]]);
  return [
    ...presets.map((name) => changed(preset(name), given)),
    ...optimizers.flatMap((optimizer) =>
      relaxations.flatMap((relaxation) =>
        losses.map((loss): Method => ({ optimizer, relaxation, loss, ...given })),
      ),
    ),
  ];
}

function changed(method: Method, { hyperparameters }: Pick<Method, 'hyperparameters'>): Method {
  if (hyperparameters === undefined) return method;
  return { ...method, hyperparameters: { ...method.hyperparameters, ...hyperparameters } };
}

/** The hyperparameters that were given; none when there are none. */
function hyperparametersOf(asked: Given): Pick<Method, 'hyperparameters'> {
  const { rate, beta1, beta2, init, steepness: range, balanced, batch } = asked;
  const all = {
    rate,
    beta1,
    beta2,
    init,
    steepness: range,
    balanced: balanced === undefined ? undefined : balanced === 'yes',
    batch,
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return given.length === 0 ? {} : { hyperparameters: Object.fromEntries(given) };
}
