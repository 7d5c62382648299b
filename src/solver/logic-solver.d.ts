// The part of logic-solver (MiniSat as asm.js, untyped) that the MiniSat engine uses.
declare module 'logic-solver/minisat_wrapper.js' {
  /** The Emscripten module of one solver, with its own heap. */
  type Native = {
    print: (text: string) => void;
    printErr: (text: string) => void;
    readonly HEAP8: Int8Array;
    readonly HEAP32: Int32Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _addClause(zeroTerminated: number): number;
    _ensureVar(variable: number): void;
    _retireVar(variable: number): void;
    _solve(): number;
    _solveAssuming(variable: number): number;
    _getNumVars(): number;
    _getSolution(): number;
  };
  export default class MiniSat {
    readonly _C: Native;
  }
}
