// @ts-check
/** Runs a program without a shell, keeps the end of what it printed, and fails with words a person can act on. */
import { spawn } from 'node:child_process';

const keptLines = 200;
const shownLines = 15;
const shownFirst = 5;

/** A step that could not be done: which command, what it said last, and what mends it. */
export class SetupFailure extends Error {
  /** @param {{ command: string, said: string, mend: string, cause?: unknown }} facts */
  constructor({ command, said, mend, cause }) {
    super(`${command} failed`, { cause });
    this.name = 'SetupFailure';
    this.command = command;
    this.lastLines = excerptOf(said.trimEnd().split('\n'));
    this.mend = mend;
  }
}

/** The end, and before it the first lines where more was said: some tools name the error first and then explain themselves at length. @param {string[]} lines */
const excerptOf = (lines) =>
  lines.length <= shownLines
    ? lines.join('\n')
    : [...lines.slice(0, shownFirst), '…', ...lines.slice(shownFirst - shownLines)].join('\n');

/**
 * Resolves to what was printed on stdout. Rejects with SetupFailure on any exit but 0.
 * @param {{ command: string, args: string[], cwd?: string, env?: Record<string, string>, mend: string | ((said: string) => string), timeoutSeconds?: number }} call
 * @returns {Promise<string>}
 */
export const run = ({ command, args, cwd, env, mend, timeoutSeconds }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      said = endOf(said + text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said = endOf(said + text);
    });
    const fail = (/** @type {string} */ ending, /** @type {unknown} */ cause) =>
      reject(
        new SetupFailure({
          command: [command, ...args].join(' '),
          said: `${said}${said === '' || said.endsWith('\n') ? '' : '\n'}${ending}`,
          mend: typeof mend === 'string' ? mend : mend(said),
          cause,
        }),
      );
    child.on('error', (error) => fail(error.message, error));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else fail(signal ? `(ended by ${signal})` : `(exit code ${code})`, undefined);
    });
  });

/** @param {string} text */
const endOf = (text) => text.split('\n').slice(-keptLines).join('\n');

/**
 * What a program prints, or undefined where it is missing or fails: for looking, not for doing.
 * @param {string | undefined} command
 * @param {string[]} args
 * @returns {Promise<string | undefined>}
 */
export const ask = async (command, args) => {
  if (command === undefined) return undefined;
  try {
    return await run({ command, args, mend: '', timeoutSeconds: 20 });
  } catch {
    return undefined;
  }
};
