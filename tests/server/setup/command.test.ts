import { expect, test } from 'vitest';
import { ask, run } from '#server/setup/command.mjs';

const node = (script: string) => ({ command: process.execPath, args: ['--eval', script], mend: 'mend it' });

test('gives what a command prints', async () => {
  expect(await run(node("console.log('hello')"))).toBe('hello\n');
});

test('a failure names the command, its last lines and the mend', async () => {
  const failure = run(node("console.error('no such wheel'); process.exit(3)"));
  await expect(failure).rejects.toMatchObject({
    command: expect.stringContaining('--eval'),
    lastLines: 'no such wheel\n(exit code 3)',
    mend: 'mend it',
  });
});

test('a long story is cut to its first and last lines', async () => {
  const failure = run(node('for (let i = 0; i < 100; i++) console.error("line " + i); process.exitCode = 1'));
  const { lastLines } = await failure.catch((error) => error);
  expect(lastLines.split('\n')).toEqual([
    ...['line 0', 'line 1', 'line 2', 'line 3', 'line 4', '…'],
    ...Array.from({ length: 9 }, (_, i) => `line ${91 + i}`),
    '(exit code 1)',
  ]);
});

test('a program that is not there is a failure with the same words', async () => {
  const failure = run({ command: '/no/such/program', args: [], mend: (said) => `said ${said.length}` });
  await expect(failure).rejects.toMatchObject({ lastLines: expect.stringContaining('ENOENT'), mend: 'said 0' });
});

test('asking never fails', async () => {
  expect(await ask('/no/such/program', [])).toBeUndefined();
  expect(await ask(undefined, [])).toBeUndefined();
});
