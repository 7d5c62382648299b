// The same worker as a page starts it: it says when it is free again.
import work, { type Work } from './worker.ts';

globalThis.onmessage = ({ data }: MessageEvent<Work>): void => {
  work(data).then(() => globalThis.postMessage('free'), reportError);
};
