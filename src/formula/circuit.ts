// The nodes of a network as parts of a formula: variables that choose a node's function out of its family, and clauses
// that say what the function makes of given bits.
import { GATES, type Gate, type NetworkNode } from '../problem/training/architecture.ts';
import type { NodeFunction, Unit } from '../problem/training/configuration.ts';
import { nodeOutput } from '../problem/training/evaluate.ts';
import { andAll, emit, negation, orAll, parity, type Bit } from './bit.ts';
import { boundedUnit, unitOf } from './bounded-unit.ts';
import type { ClauseSink } from './sink.ts';
import { asummable } from './threshold-table.ts';
import { thresholdUnit } from './threshold-weights.ts';
import { atLeast } from './totalizer.ts';

/** How a node's function is written down: a truth table, integer weights, AND or OR, or no choice at all. */
export type CircuitKind = 'table' | 'weights' | 'selector' | 'gate';

/** A node in a formula. */
export interface Circuit {
  /**
   * The node's output where its posts, in their order, have these values.
   * @param wanted what it has to be, when that is known; clauses then say so, and it is what is returned
   */
  output(bits: readonly Bit[], wanted?: boolean): Bit;
  /** The function that a model chooses. */
  read(value: (variable: number) => boolean): NodeFunction;
  /**
   * The node's variables, without auxiliary ones, with the values that choose a function of its family.
   * @param seen the bits it has to answer as that function does, where the function itself cannot be written down
   * @throws RangeError when that cannot be done
   */
  choose(
    node: NodeFunction,
    seen: readonly (readonly boolean[])[],
  ): Iterable<readonly [variable: number, value: boolean]>;
}

/** The circuit of a node. @throws RangeError for a table of more inputs than `asummable` takes */
export function circuit(kind: CircuitKind, node: NetworkNode, sink: ClauseSink): Circuit {
  switch (kind) {
    case 'table':
      return tableCircuit(node, sink);
    case 'weights':
      return weightsCircuit(node, sink);
    case 'selector':
      return selectorCircuit(node, sink);
    case 'gate':
      return gateCircuit(node, sink);
  }
}

/** `bit` equals `wanted`, if there is such a thing. */
function settled(sink: ClauseSink, bit: Bit, wanted: boolean | undefined): Bit {
  if (wanted === undefined) return bit;
  emit(sink, [wanted ? bit : negation(bit)]);
  return wanted;
}

/**
 * A variable for every row of the truth table. Where all bits are known the output is a row's variable; otherwise there
 * are two clauses for each row that may be met, one when the output is known.
 */
function tableCircuit({ id, from, family }: NetworkNode, sink: ClauseSink): Circuit {
  const rows = Array.from({ length: 2 ** from.length }, (_, b) =>
    sink.variable(() => `node ${id} on ${bitsOf(b, from.length).map(Number).join('')}`),
  );
  if (family === 'threshold') asummable(sink, rows);
  const place = (i: number): number => 2 ** (from.length - 1 - i);
  return {
    output(bits, wanted) {
      const free: number[] = [];
      let known = 0;
      for (const [i, bit] of bits.entries())
        if (typeof bit === 'number') free.push(i);
        else if (bit) known += place(i);
      if (free.length === 0) return settled(sink, rows[known]!, wanted);
      const output = wanted ?? sink.variable();
      const n = free.length;
      const clause: number[] = [];
      for (let pattern = 0; pattern < 2 ** n; pattern++) {
        let row = known;
        for (let f = 0; f < n; f++) {
          const literal = bits[free[f]!] as number;
          const on = ((pattern >> f) & 1) === 1;
          if (on) row += place(free[f]!);
          clause[f] = on ? -literal : literal;
        }
        if (typeof output === 'boolean') {
          clause[n] = output ? rows[row]! : -rows[row]!;
          sink.clause(clause);
          continue;
        }
        clause[n] = -output;
        clause[n + 1] = rows[row]!;
        sink.clause(clause);
        clause[n] = output;
        clause[n + 1] = -rows[row]!;
        sink.clause(clause);
      }
      return output;
    },
    read(value) {
      const table = rows.map(value);
      return family === 'threshold'
        ? unitOf(
            table.map((_, b) => bitsOf(b, from.length)),
            table,
            from.length,
          )
        : { table: table.map(Number).join('') };
    },
    choose: (node) => rows.map((row, b) => [row, nodeOutput(node, bitsOf(b, from.length))] as const),
  };
}

/** The bits that spell b, the most significant first. */
function bitsOf(b: number, length: number): boolean[] {
  return Array.from({ length }, (_, i) => ((b >> (length - 1 - i)) & 1) === 1);
}

function weightsCircuit({ id, from }: NetworkNode, sink: ClauseSink): Circuit {
  const unit = thresholdUnit(sink, from.length, `node ${id}: `);
  return {
    output: (bits, wanted) => settled(sink, unit.fires(bits), wanted),
    read: (value) => unit.read(value),
    choose(node, seen) {
      const given = node as Unit;
      try {
        return unit.assign(given.weights, given.threshold);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        const { weights, threshold } = boundedUnit(seen, (bits) => nodeOutput(given, bits), from.length);
        return unit.assign(weights, threshold);
      }
    },
  };
}

/** One variable that is true for OR. */
function selectorCircuit({ id }: NetworkNode, sink: ClauseSink): Circuit {
  const or = sink.variable(() => `node ${id} is an OR`);
  return {
    output(bits, wanted) {
      const some = bits.some((bit) => bit === true);
      const none = bits.some((bit) => bit === false);
      // A true and a false bit: the choice itself. Bits all alike: AND and OR agree.
      if (some && none) return settled(sink, or, wanted);
      // The AND of nothing is true, the OR of nothing false.
      if (bits.length === 0) return settled(sink, -or, wanted);
      const only = new Set(bits);
      if (only.size === 1) return settled(sink, bits[0]!, wanted);
      const output = wanted ?? sink.variable();
      for (const bit of bits) {
        emit(sink, [-or, negation(bit), output]);
        emit(sink, [or, bit, negation(output)]);
      }
      emit(sink, [-or, ...bits, negation(output)]);
      emit(sink, [or, ...bits.map(negation), output]);
      return output;
    },
    read: (value) => ({ gate: value(or) ? 'or' : 'and' }),
    choose: (node) => [[or, 'gate' in node && node.gate === 'or']],
  };
}

function gateCircuit({ family }: NetworkNode, sink: ClauseSink): Circuit {
  const gate = GATES.find((name) => name === family)!;
  return {
    output: (bits, wanted) => settled(sink, gateBit(sink, gate, bits), wanted),
    read: () => ({ gate }),
    choose: () => [],
  };
}

function gateBit(sink: ClauseSink, gate: Gate, bits: readonly Bit[]): Bit {
  switch (gate) {
    case 'and':
      return andAll(sink, bits);
    case 'nand':
      return negation(andAll(sink, bits));
    case 'or':
      return orAll(sink, bits);
    case 'nor':
      return negation(orAll(sink, bits));
    case 'xor':
      return parity(sink, bits);
    case 'majority':
      return atLeast(sink, bits, Math.floor(bits.length / 2) + 1);
  }
}
