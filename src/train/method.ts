// A method of training: an optimiser with what it is applied to and how it is tuned; presets are methods with a name.
import type { Hyperparameters, Loss, Optimizer, RelaxationName } from './types.ts';

/** What is left out is the optimiser's own for the network at hand. */
export type Method = {
  readonly optimizer: Optimizer;
  readonly relaxation?: RelaxationName | undefined;
  readonly loss?: Loss | undefined;
  readonly hyperparameters?: Partial<Hyperparameters> | undefined;
  /** The name of the preset this is. */
  readonly preset?: PresetName | undefined;
};

/**
 * Honest bundles:
 * - `strong`: the best that is known here, noisy AND where the network has one, tuned Adam;
 * - `textbook`: backpropagation as Rumelhart, Hinton and Williams wrote it down in 1986: sigmoids, squared error, all
 *   examples at once, momentum 0.9, initial weights ± 0.3;
 * - `keras`: what one gets today without choosing anything: ReLU, binary cross-entropy, Glorot's initial weights,
 *   mini-batches of 32, Adam with rate 0.001, β1 = 0.9 and β2 = 0.999.
 */
export const PRESETS = {
  strong: { optimizer: 'adam' },
  textbook: {
    optimizer: 'momentum',
    relaxation: 'sigmoid',
    loss: 'mse',
    hyperparameters: { rate: 0.5, beta1: 0.9, init: 0.3, steepness: [1, 1], balanced: false, batch: 0 },
  },
  keras: {
    optimizer: 'adam-0.999',
    relaxation: 'relu',
    loss: 'logistic',
    hyperparameters: {
      rate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      init: 'glorot',
      steepness: [1, 1],
      balanced: false,
      batch: 32,
    },
  },
} as const satisfies Record<string, Method>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

/** A preset with its name. */
export function preset(name: PresetName): Method {
  return { ...PRESETS[name], preset: name };
}

/** `adam`, `adam, sigmoid, hinge`, `keras (adam-0.999, relu, logistic)`: distinct for distinct methods of one run. */
export function methodName({ optimizer, relaxation, loss, preset: name }: Method): string {
  const parts = [optimizer, relaxation, loss].filter((part) => part !== undefined);
  if (name === undefined) return parts.join(', ');
  return parts.length === 1 && optimizer === 'adam' ? `${name} (adam)` : `${name} (${parts.join(', ')})`;
}

/** Hyperparameters as the options that give them: `--rate 0.05 --beta1 0.5 …`, those without effect left in. */
export function settingsOf(values: Hyperparameters): string {
  const {
    steepness: [start, end],
    balanced,
    ...rest
  } = values;
  const words = { ...rest, steepness: `${start}..${end}`, balanced: balanced ? 'yes' : 'no' };
  return Object.entries(words)
    .map(([name, value]) => `--${name} ${value}`)
    .join(' ');
}
