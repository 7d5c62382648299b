// The worker thread of the CPU engine.
export { trainStretch as default } from './stretch.ts';
