// @ts-check
/**
 * Brings a list of steps up to date: each runs only when its inputs changed or its outputs are gone, as soon as the steps it
 * comes after are done, independent ones side by side. Progress goes to stderr, so that stdout stays the program's own.
 */
import { SetupFailure } from './command.mjs';
import { withLock } from './lock.mjs';
import { lockFile } from './paths.mjs';
import { readState, recordStep } from './state.mjs';

/**
 * @typedef {object} Step
 * @property {string} id
 * @property {string} title what is being made, in the words of the progress line
 * @property {string[]} after ids of steps whose results this one uses
 * @property {() => boolean} [applies] false while there is nothing to do it on
 * @property {() => string | Promise<string>} fingerprint of the inputs
 * @property {(facts: Record<string, any>) => boolean} inPlace whether the outputs are there
 * @property {() => Promise<Record<string, any>>} run makes the outputs; the facts found go to tools.json
 */

const heartbeatSeconds = 30;

/** @param {Step[]} steps */
export const bringUpToDate = async (steps) => {
  if ((await outdated(steps)).size === 0) return;
  await withLock({
    file: lockFile,
    onWait: (holder) => say(`Another set-up is at work here (process ${holder}); waiting for it`),
    work: () => runOutdated(steps),
  });
};

/**
 * @param {Step[]} steps
 * @returns {Promise<Set<string>>}
 */
const outdated = async (steps) => {
  const ids = new Set();
  for (const step of steps) if (await isOutdated(step)) ids.add(step.id);
  return ids;
};

/** @param {Step} step */
const isOutdated = async (step) => {
  if (step.applies?.() === false) return false;
  const record = readState()[step.id];
  return record === undefined || !step.inPlace(record.facts) || record.fingerprint !== (await step.fingerprint());
};

/** @param {Step[]} steps */
const runOutdated = async (steps) => {
  /** @type {Map<string, Promise<void>>} */
  const started = new Map();
  let failed = false;
  for (const [index, step] of steps.entries()) {
    const before = step.after.map((id) => started.get(id));
    const work = async () => {
      await Promise.all(before);
      if (!failed && (await isOutdated(step))) await runOne(step, `[${index + 1}/${steps.length}]`);
    };
    started.set(
      step.id,
      work().catch((error) => {
        failed = true;
        throw error;
      }),
    );
  }
  const results = await Promise.allSettled(started.values());
  const failure = results.find((result) => result.status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
};

/**
 * @param {Step} step
 * @param {string} place
 */
const runOne = async (step, place) => {
  const startedAt = Date.now();
  const passed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  say(`${place} ${step.title} …`);
  const heartbeat = setInterval(() => say(`${place} ${step.title} … ${passed()} so far`), heartbeatSeconds * 1000);
  try {
    const facts = await step.run();
    recordStep(step.id, { fingerprint: await step.fingerprint(), facts });
    say(`${place} ${step.title} … ${passed()}`);
  } catch (error) {
    throw Object.assign(/** @type {Error} */ (error), { stepTitle: `${place} ${step.title}` });
  } finally {
    clearInterval(heartbeat);
  }
};

/** @param {string} line */
export const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Says a failure for a person: the step, the command, its last lines, the mend. A failure that is not a command's keeps its stack.
 * @param {any} error
 */
export const sayFailure = (error) => {
  say(`\nSet-up stopped at ${error.stepTitle ?? 'the start'}.`);
  if (!(error instanceof SetupFailure)) return say(String(error.stack ?? error));
  say(`Command: ${error.command}`);
  for (const line of error.lastLines.split('\n')) say(`  | ${line}`);
  say(`To mend it: ${error.mend}`);
  say('Then run the same command again: it goes on from here.');
};
