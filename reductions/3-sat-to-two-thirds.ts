// Satisfiability with clauses of at most 3 literals -> Judd's loading problem where at least two thirds of the items have
// to be right. With don't-cares in the padding, and without any.
//
// Construction, for n variables and m clauses
//   1. The network of 3-sat-to-loading, with threshold nodes, and its items 1, 2, 3. S is its first response.
//   2. Three pads that want 0 of S, and three that want 1, all with the stimulus of item 2. Of the other responses they
//      want nothing, or, without don't-cares, what item 2 wants.
//   3. At least 2/3 of the 9 items have to be right: 6.
//
// Satisfiable => 6 items. The configuration of 3-sat-to-loading gets items 1, 2, 3 right, and with item 2, which wants 0
// of S, the three pads that want the same.
//
// 6 items => satisfiable. The pads have one stimulus, so S answers them alike and at most 3 of them are right. So all of
// items 1, 2, 3 are, and they are the items of 3-sat-to-loading.
//
// If the formula is not satisfiable, the best is exactly 5 of 9: items 2 and 3 can be loaded together whatever the
// formula, and three pads with item 2.
//
// With p pairs of pads the best is 3 + p or 2 + p of 3 + 2p items, so p = 1, 2 and 3 would all do; 3 is the number for
// which a satisfiable formula gives two thirds and not one item more.
//
// Source: own construction. A. L. Blum and R. L. Rivest, Training a 3-node neural network is NP-complete, NIPS 1 (1988),
// report from Judd that the problem remains NP-complete when only two thirds of the examples have to be right.
// Domain: as in 3-sat-to-loading. Degenerate: as there; a clause without literals leaves items 2 and 3 loadable.
import { rational } from '../src/exact/rational.ts';
import { paddedLoading } from './shared/padding.ts';

const padding = { pairs: 3, fraction: rational(2n, 3n) };

export const threeSatToTwoThirds = paddedLoading({
  ...padding,
  name: '3-sat-to-two-thirds',
  dontCares: true,
});
export const threeSatToTwoThirdsNoDontCares = paddedLoading({
  ...padding,
  name: '3-sat-to-two-thirds-no-dont-cares',
  dontCares: false,
});
