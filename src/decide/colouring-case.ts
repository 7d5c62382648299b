// What every case does around its colouring: rounds of proposals, looked at whole.
import type { Edge } from '../certificate/format.ts';
import type { CaseStart } from '../certificate/write.ts';
import type { Separator } from '../separation/separator.ts';
import { chooser, type Case, type CaseContext, type CaseState, type ClauseLayout } from './case.ts';
import type { Colouring } from './colouring.ts';

/** A case whose proposals come from a colouring, which is made in the first round. */
export abstract class ColouringCase implements Case {
  abstract readonly start: CaseStart;
  protected readonly context: CaseContext;
  protected readonly choose = chooser();
  protected colouring: Colouring | undefined;

  constructor(context: CaseContext) {
    this.context = context;
  }

  get edges(): readonly Edge[] {
    return this.colouring?.edges ?? [];
  }

  get layout(): ClauseLayout | undefined {
    return this.colouring?.layout;
  }

  async round(looks: number): Promise<CaseState> {
    this.colouring ??= await this.prepare();
    const answer = await this.colouring.round(looks);
    if (answer !== 'proposal') return answer;
    const state = this.examine(this.colouring);
    this.colouring.restore();
    return state;
  }

  protected abstract prepare(): Promise<Colouring>;

  /** Looks at a whole proposal; the separators may be left anywhere. */
  protected abstract examine(colouring: Colouring): CaseState;

  /**
   * Records edges of what a separator is asked, each time dropping a member, until a unit can do what is left.
   * @returns whether there were any; undefined when time is over
   */
  protected refuteAll(
    colouring: Colouring,
    separator: Separator,
    refute: () => Edge | null,
  ): boolean | undefined {
    let refuted = false;
    for (let edge = refute(); edge !== null; edge = refute()) {
      if (this.context.expired()) return undefined;
      refuted = true;
      colouring.record(edge);
      const members = [...edge.accept, ...edge.reject];
      separator.assign(members[this.choose(members.length)]![0], 0);
    }
    return refuted;
  }
}
