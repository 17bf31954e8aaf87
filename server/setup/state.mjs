// @ts-check
/**
 * What set-up has done so far: for each step the fingerprint of its inputs and the facts it found (paths, versions).
 * Written after every step, so that a cut run goes on where it was. The facts of all steps together are tools.json,
 * the one file in which the server looks up its programs.
 */
import { readJson, writeJson } from './files.mjs';
import { stateFile, toolsFile } from './paths.mjs';

/** @typedef {{ fingerprint: string, facts: Record<string, any> }} StepRecord */

/** @returns {Record<string, StepRecord>} */
export const readState = () => readJson(stateFile)?.steps ?? {};

/**
 * @param {string} id
 * @param {StepRecord} record
 */
export const recordStep = (id, record) => {
  const steps = { ...readState(), [id]: record };
  writeJson(stateFile, { steps });
  writeTools(steps);
};

/** @param {Record<string, StepRecord>} steps */
const writeTools = (steps) => {
  writeJson(toolsFile, Object.assign({}, ...Object.values(steps).map((step) => step.facts)));
};

/**
 * The programs found: node, python, ytDlp, tensorflow, ffmpeg, ffprobe, chromium; each absent until its step has run.
 * @returns {Record<string, any>}
 */
export const readTools = () => readJson(toolsFile) ?? {};
