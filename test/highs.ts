// HiGHS compiled to WebAssembly: a linear and mixed-integer solver in floats, a second opinion.
import { createRequire } from 'node:module';

/** The package is CommonJS whose types declare an ES default; require gives what is really there. */
export const loadHighs = createRequire(import.meta.url)('highs') as (typeof import('highs'))['default'];
