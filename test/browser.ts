// A headless browser for tests: modules of dist/ run in a page of their own, their result comes back as JSON.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Readable, Writable } from 'node:stream';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Where a page finds the one package that the modules of dist/ which are made for pages import. */
const IMPORT_MAP = JSON.stringify({ imports: { zod: '/node_modules/zod/index.js' } });

/**
 * A page says when its scripts have begun. An expression evaluated earlier runs in the empty page before it, and then the
 * page lacks the names that only pages from a secure origin have.
 */
const THERE = `<script type="module">fetch('/there');</script>`;

/** What makes the browser offer WebGPU, on its own software adapter. */
export const WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/**
 * Runs the body of an async function in a page and returns what it returns; it may import from `/dist/`.
 * @param flags of the browser
 * @throws Error with what the page threw
 */
export async function inBrowser(body: string, flags: readonly string[] = []): Promise<unknown> {
  const page = `<!doctype html><script type="importmap">${IMPORT_MAP}</script>
    <script type="module">window.result = (async () => {${body}})();</script>`;
  return resultOfPage(page, flags);
}

/**
 * Opens a page and returns what the promise `window.result` that it makes resolves to.
 * @throws Error with what the page threw
 */
export async function resultOfPage(page: string, flags: readonly string[] = []): Promise<unknown> {
  const { default: chromium } = await import('@sparticuz/chromium');
  let arrive = (): void => undefined;
  const there = new Promise<void>((resolve) => (arrive = resolve));
  const server = createServer((request, response) => {
    void (async () => {
      const file = path.join(ROOT, new URL(request.url!, 'http://localhost').pathname);
      const type = TYPES[path.extname(file)];
      if (request.url === '/') response.setHeader('content-type', 'text/html').end(page + THERE);
      else if (type && existsSync(file)) response.setHeader('content-type', type).end(await readFile(file));
      else response.writeHead(404).end();
      if (request.url === '/there') arrive();
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const profile = await mkdtemp(path.join(tmpdir(), 'trainsat-browser-'));
  const child = spawn(
    await chromium.executablePath(),
    [...chromium.args, ...flags, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const ask = devTools(child.stdio[3] as Writable, child.stdio[4] as Readable);
    const { port } = server.address() as AddressInfo;
    const { targetId } = await ask('Target.createTarget', { url: `http://127.0.0.1:${port}/` });
    await there;
    const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
    return answerOf(
      await ask(
        'Runtime.evaluate',
        { expression: 'result', awaitPromise: true, returnByValue: true },
        sessionId as string,
      ),
    );
  } finally {
    child.kill('SIGKILL');
    await gone;
    server.close();
    await rm(profile, { recursive: true, force: true });
  }
}

function answerOf(evaluated: Record<string, unknown> | undefined): unknown {
  const { exceptionDetails, result } = (evaluated ?? {}) as {
    exceptionDetails?: { exception?: { description?: string } };
    result?: { value?: unknown };
  };
  // The page's own stack is left out: its lines are of no file that the test runner could open.
  const message = exceptionDetails?.exception?.description?.split('\n    at ')[0];
  if (exceptionDetails) throw new Error(`in the page: ${message}`);
  return result?.value;
}

type Ask = (method: string, parameters: object, sessionId?: string) => Promise<Record<string, unknown>>;

/** The DevTools protocol over pipes: messages of JSON, each ended by a zero byte. */
function devTools(to: Writable, from: Readable): Ask {
  const waiting = new Map<number, (message: { result: Record<string, unknown> }) => void>();
  let text = '';
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (text + chunk).split('\0');
    text = messages.pop()!;
    for (const message of messages) {
      const parsed = JSON.parse(message) as { id?: number; result: Record<string, unknown> };
      if (parsed.id !== undefined) waiting.get(parsed.id)!(parsed);
    }
  });
  return (method, params, sessionId) =>
    new Promise((resolve) => {
      const id = waiting.size + 1;
      waiting.set(id, ({ result }) => resolve(result));
      to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
}
