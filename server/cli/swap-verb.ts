/** swap: the whole job, from two people's videos to a converted one. */
import { StudioError } from '#core/contract/errors.ts';
import type { Side } from '#core/contract/run.ts';
import { requireFile, requireWritable } from './caller-paths.ts';
import { showProgress } from './progress.ts';
import {
  convertFile,
  createPerson,
  importWithFaces,
  printResult,
  settingsOf,
  type TrainingFlags,
  trainRun,
} from './steps.ts';
import type { VerbContext } from './verbs.ts';

export interface SwapFlags extends TrainingFlags {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly convert: string;
  readonly to: Side;
  readonly out: string;
  readonly sideBySide?: boolean;
  readonly consentNote?: string;
  readonly data?: string;
  readonly json?: boolean;
}

export const swapVerb = async (flags: SwapFlags, context: VerbContext): Promise<void> => {
  const files = await checkFlags(flags);
  using _progress = showProgress(context.opened.events, context.say);
  const { studio } = context.opened;
  const seconds = { extract: 0, train: 0, convert: 0 };
  const timed = async <Value>(step: keyof typeof seconds, work: () => Promise<Value>): Promise<Value> => {
    const startMs = performance.now();
    const value = await work();
    seconds[step] = Math.round(performance.now() - startMs) / 1000;
    return value;
  };
  const personA = await createPerson(context, { name: 'A', consentNote: files.consentNote });
  const personB = await createPerson(context, { name: 'B', consentNote: files.consentNote });
  await timed('extract', async () => {
    await importWithFaces(context, { personId: personA.id, paths: files.a });
    await importWithFaces(context, { personId: personB.id, paths: files.b });
  });
  const draft = await studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: settingsOf(flags) });
  const run = await timed('train', () => trainRun(context, draft.id));
  const personIds = { a: personA.id, b: personB.id };
  const settings = { to: flags.to, sideBySide: flags.sideBySide ?? false };
  const conversion = await timed('convert', () =>
    convertFile(context, { runId: run.id, personIds, path: files.convert, out: files.out, settings }),
  );
  const result = {
    faces: { a: run.personA.keptFaces, b: run.personB.keptFaces },
    iterations: run.iteration,
    loss: { a: run.lossA, b: run.lossB },
    output: files.out,
    frames: conversion.frames?.written ?? 0,
    seconds,
  };
  printResult(
    flags,
    result,
    `${files.out}: ${result.frames} frames, after ${result.iterations} iterations on ${result.faces.a} and ${result.faces.b} faces.`,
  );
};

/** Everything a person can get wrong, before anything is begun. */
const checkFlags = async (flags: SwapFlags) => {
  const consentNote = flags.consentNote?.trim() ?? '';
  if (consentNote.length < 3) {
    throw new StudioError('consent_missing', 'Say with --consent-note who agreed to this use of their face, and how.');
  }
  return {
    consentNote,
    a: await Promise.all(flags.a.map(requireFile)),
    b: await Promise.all(flags.b.map(requireFile)),
    convert: await requireFile(flags.convert),
    out: await requireWritable(flags.out),
  };
};
