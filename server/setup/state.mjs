// @ts-check
/**
 * What set-up has done so far: for each step the fingerprint of its inputs and the facts it found (paths, versions).
 * Written after every step, so that a cut run goes on where it was. The facts of all steps together are tools.json,
 * the one file in which the server looks up its programs.
 */
import { readJson, writeJson } from './files.mjs';
import { ourRecords } from './paths.mjs';

/** @typedef {{ fingerprint: string, facts: Record<string, any> }} StepRecord */

/** @param {import('./paths.mjs').Records} records @returns {Record<string, StepRecord>} */
export const readState = (records) => readJson(records.state)?.steps ?? {};

/** @param {{ id: string, record: StepRecord, records: import('./paths.mjs').Records }} step */
export const recordStep = ({ id, record, records }) => {
  const steps = { ...readState(records), [id]: record };
  writeJson(records.state, { steps });
  writeJson(records.tools, Object.assign({}, ...Object.values(steps).map((step) => step.facts)));
};

/**
 * The programs found: node, python, ytDlp, tensorflow, ffmpeg, ffprobe, chromium; each absent until its step has run.
 * @returns {Record<string, any>}
 */
export const readTools = () => readJson(ourRecords.tools) ?? {};
