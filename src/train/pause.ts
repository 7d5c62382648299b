// Lets others have the thread in the middle of a long computation: messages, timers, a page's input.

/** Milliseconds that a computation may keep a thread from its messages. */
export const SLICE_MS = 20;

/** Resolves in a later task of the event loop. `setTimeout` would do too, but browsers hold it back for 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** A function to be awaited often: it lets others in when they have waited for `SLICE_MS`. */
export function pauses(): () => Promise<void> | undefined {
  let last = performance.now();
  return () =>
    performance.now() - last < SLICE_MS ? undefined : nextTask().then(() => void (last = performance.now()));
}
