// @ts-check
/**
 * Brings a list of steps up to date: each runs only when its inputs changed or its outputs are gone, as soon as the steps it
 * comes after are done, independent ones side by side. Progress goes to stderr, so that stdout stays the program's own.
 */
import { SetupFailure } from './command.mjs';
import { withLock } from './lock.mjs';
import { ourRecords } from './paths.mjs';
import { readState, recordStep } from './state.mjs';

/** @typedef {import('./paths.mjs').Records} Records */

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

/**
 * @param {Step[]} steps each after those it names
 * @param {Records} [records]
 */
export const bringUpToDate = async (steps, records = ourRecords) => {
  if (!(await isAnyOutdated(steps, records))) return;
  await withLock({
    file: records.lock,
    onWait: (holder) => say(`Another set-up is at work here (process ${holder}); waiting for it`),
    work: () => runOutdated(steps, records),
  });
};

/**
 * @param {Step[]} steps
 * @param {Records} records
 */
const isAnyOutdated = async (steps, records) => {
  for (const step of steps) if (await isOutdated(step, records)) return true;
  return false;
};

/**
 * @param {Step} step
 * @param {Records} records
 */
const isOutdated = async (step, records) => {
  if (step.applies?.() === false) return false;
  const record = readState(records)[step.id];
  return record === undefined || !step.inPlace(record.facts) || record.fingerprint !== (await step.fingerprint());
};

/**
 * @param {Step[]} steps
 * @param {Records} records
 */
const runOutdated = async (steps, records) => {
  /** @type {Map<string, Promise<void>>} */
  const started = new Map();
  let failed = false;
  for (const [index, step] of steps.entries()) {
    const before = step.after.map((id) => started.get(id));
    const work = async () => {
      await Promise.all(before);
      if (!failed && (await isOutdated(step, records)))
        await runOne({ step, place: `[${index + 1}/${steps.length}]`, records });
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

/** @param {{ step: Step, place: string, records: Records }} one */
const runOne = async ({ step, place, records }) => {
  const startedAt = Date.now();
  const passed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  say(`${place} ${step.title} …`);
  const heartbeat = setInterval(() => say(`${place} ${step.title} … ${passed()} so far`), heartbeatSeconds * 1000);
  try {
    const facts = await step.run();
    recordStep({ id: step.id, record: { fingerprint: await step.fingerprint(), facts }, records });
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
