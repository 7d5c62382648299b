// The same worker as a page starts it: it says when it is free again.
import work, { type Work } from './worker.ts';

const page = globalThis as unknown as Pick<Worker, 'addEventListener' | 'postMessage'>;

page.addEventListener('message', (event) => {
  work((event as MessageEvent<Work>).data).then(() => page.postMessage('free', []), reportError);
});
