// Satisfiability with clauses of at most 3 literals -> Judd's loading problem where more than two thirds of the items
// have to be right, say 67 %. With don't-cares in the padding, and without any.
//
// Construction, for n variables and m clauses
//   1. The network of 3-sat-to-loading, with threshold nodes, and its items 1, 2, 3. S is its first response.
//   2. Two pads that want 0 of S, and two that want 1, all with the stimulus of item 2. Of the other responses they want
//      nothing, or, without don't-cares, what item 2 wants.
//   3. At least 67 % of the 7 items have to be right: 5, as 4.69 <= 5. More than 2/3 of them is the same, as 4 < 14/3 < 5.
//
// Satisfiable => 5 items. The configuration of 3-sat-to-loading gets items 1, 2, 3 right, and with item 2, which wants 0
// of S, the two pads that want the same.
//
// 5 items => satisfiable. The pads have one stimulus, so S answers them alike and at most 2 of them are right. So all of
// items 1, 2, 3 are, and they are the items of 3-sat-to-loading.
//
// If the formula is not satisfiable, the best is exactly 4 of 7: items 2 and 3 can be loaded together whatever the
// formula, and two pads with item 2.
//
// With p pairs of pads the best is 3 + p or 2 + p of 3 + 2p items, so p = 0, 1 and 2 would all do. Without pads, p = 0,
// 67 % of the items of 3-sat-to-loading are all of them, against 66.7 % for a formula that is not satisfiable; 2 is the
// largest number, and the one for which the fraction matters most.
//
// Source: own construction. A. L. Blum and R. L. Rivest, Training a 3-node neural network is NP-complete, NIPS 1 (1988),
// report from Judd that the problem remains NP-complete when only two thirds of the examples have to be right.
// Domain: as in 3-sat-to-loading. Degenerate: as there; a clause without literals leaves items 2 and 3 loadable.
import { rational } from '../src/exact/rational.ts';
import { paddedLoading } from './shared/padding.ts';

const padding = { pairs: 2, fraction: rational(67n, 100n) };

export const threeSatTo67Percent = paddedLoading({
  ...padding,
  name: '3-sat-to-67-percent',
  dontCares: true,
});
export const threeSatTo67PercentNoDontCares = paddedLoading({
  ...padding,
  name: '3-sat-to-67-percent-no-dont-cares',
  dontCares: false,
});
