// @ts-check
/** Runs a program in our place: its stdio is ours, our signals are its, and we end as it ended. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { root } from './paths.mjs';
import { readTools } from './state.mjs';

/**
 * Runs the studio's Node on a file of the checkout. Resolves to the exit code; a signal's is 128 + its number.
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>}
 */
export const runStudioNode = (args, env = {}) =>
  new Promise((resolve, reject) => {
    const node = readTools().node.path;
    const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: { ...studioEnvironment(node), ...env } });
    const stop = forwardSignals(child);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      stop();
      resolve(code ?? 128 + (signalNumbers[/** @type {keyof typeof signalNumbers} */ (signal)] ?? 9));
    });
  });

/**
 * Ours, with the studio's Node first on the PATH, and INIT_CWD naming the folder that a person's relative file names start from (as npm does).
 * @param {string} node
 */
const studioEnvironment = (node) => ({
  INIT_CWD: process.cwd(),
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  PATH: `${dirname(node)}:${process.env.PATH ?? ''}`,
});

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** @param {import('node:child_process').ChildProcess} child */
const forwardSignals = (child) => {
  const listeners = Object.keys(signalNumbers).map((name) => {
    const signal = /** @type {NodeJS.Signals} */ (name);
    // A terminal sends its interrupt to the whole group: passed on as well, the child would take it for a second one.
    const listener = () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
    process.on(signal, listener);
    return /** @type {const} */ ([signal, listener]);
  });
  return () => {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  };
};
