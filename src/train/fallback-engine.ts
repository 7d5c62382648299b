// An engine that goes on with another when its device is lost: all engines compute the same, so nothing is redone in vain.
import { DeviceLost, type Engine, type RunControl } from './engine.ts';

/**
 * @param first the engine to start with; it reports restarts in ascending order
 * @param open opens the engine that takes over; `backend.lost` then says what became of the first
 */
export function withFallback(first: Engine, open: () => Promise<Engine>): Engine {
  let engine = first;
  let lost: string | undefined;
  return {
    get backend() {
      return lost === undefined ? engine.backend : { ...engine.backend, lost };
    },
    async run(task, restarts, control) {
      let next = control.first ?? 0;
      let reached = 0;
      const watched: RunControl = {
        ...control,
        onResult(result) {
          next = result.restart + 1;
          control.onResult(result);
        },
        onProgress: (share) => control.onProgress((reached = Math.max(reached, share))),
      };
      if (engine !== first) return engine.run(task, restarts, control);
      try {
        await engine.run(task, restarts, watched);
      } catch (error) {
        if (!(error instanceof DeviceLost)) throw error;
        engine = await open();
        lost = error.message;
        await engine.run(task, restarts, { ...watched, onResult: control.onResult, first: next });
      }
    },
    async close() {
      await first.close();
      if (engine !== first) await engine.close();
    },
  };
}
