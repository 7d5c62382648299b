// The worker thread of the CPU engine: trains one stretch at a time and tells about it through a port.
import { trainStretch, type Stretch, type StretchResult } from './stretch.ts';

/** What a worker is handed: a stretch, and its end of a channel. Any message that comes in is a stop. */
export type Work = { readonly stretch: Stretch; readonly port: MessagePort };

/** What a worker says: epochs, as in `StretchControl`, and in the end what came of it. */
export type Said = number | StretchResult;

export default async function work({ stretch, port }: Work): Promise<void> {
  const say = (said: Said, memory: ArrayBufferLike[] = []): void =>
    port.postMessage(said, memory as ArrayBuffer[]);
  let stop = false;
  port.addEventListener('message', () => (stop = true));
  port.start();
  const result = await trainStretch(stretch, { stopped: () => stop, onEpochs: (epochs) => say(epochs) });
  say(result, [result.weights.buffer, result.epochs.buffer, result.finished.buffer]);
}
