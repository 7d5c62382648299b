// Small instances and short ways to call the tool, for the tests of the commands.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import * as library from '../../src/index.ts';
import { call, temporaryDirectory } from './harness.ts';

/** A fresh directory and the path of a file in it, which is written when its content is given. */
export function temporaryFiles(): { folder: string; file: (name: string, content?: string) => string } {
  const folder = temporaryDirectory();
  return {
    folder,
    file(name, content) {
      const path = join(folder, name);
      if (content !== undefined) writeFileSync(path, content);
      return path;
    },
  };
}

/** The Fano plane, which cannot be split. */
export const FANO =
  '{"format":"trainsat.set-splitting/1","elements":7,"sets":[[0,1,3],[1,2,4],[2,3,5],[3,4,6],[4,5,0],[5,6,1],[6,0,2]]}\n';
/** One set of two elements, which can. */
export const PAIR = '{"format":"trainsat.set-splitting/1","elements":2,"sets":[[0,1]]}\n';
/** XOR on two units, which can be trained. */
export const XOR =
  '{"format":"trainsat.instance/1","architecture":{"inputs":2,"layers":[{"units":2,"family":"threshold"},{"units":1,"family":"and"}]},"examples":[\n  {"stimulus":"00","response":"0"},\n  {"stimulus":"01","response":"1"},\n  {"stimulus":"10","response":"1"},\n  {"stimulus":"11","response":"0"}\n],"require":"all"}\n';

/** The canonical text of an instance. */
export function same(text: string): string {
  const { problem, instance } = library.catalogue.parse(text, 'x');
  return problem.canonical(instance);
}

/** stdout of a call that must succeed. */
export async function data(argv: readonly string[], stdin = '', status = 0): Promise<string> {
  const result = await call(argv, stdin);
  expect(result.status, result.stderr).toBe(status);
  return result.stdout;
}
