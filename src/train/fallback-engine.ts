// An engine that goes on with another when its device is lost: all engines compute the same, so nothing is redone in vain.
import { DeviceLost, type Engine } from './engine.ts';

/**
 * @param first the engine to start with
 * @param open opens the engine that takes over; its name then says what became of the first
 */
export function withFallback(first: Engine, open: () => Promise<Engine>): Engine {
  let engine = first;
  let lost = '';
  return {
    get backend() {
      return lost === '' ? engine.backend : { ...engine.backend, name: `${engine.backend.name} (${lost})` };
    },
    async run(task, restarts, control) {
      const reported = new Set<number>();
      let reached = 0;
      const once: typeof control = {
        signal: control.signal,
        onResult(result) {
          if (reported.has(result.restart)) return;
          reported.add(result.restart);
          control.onResult(result);
        },
        onProgress: (share) => control.onProgress((reached = Math.max(reached, share))),
      };
      try {
        await engine.run(task, restarts, once);
      } catch (error) {
        if (!(error instanceof DeviceLost) || engine !== first) throw error;
        engine = await open();
        lost = error.message;
        await engine.run(task, restarts, once);
      }
    },
    async close() {
      await first.close();
      if (engine !== first) await engine.close();
    },
  };
}
