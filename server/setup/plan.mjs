// @ts-check
/** Which steps each verb needs. Those who only ask for help or a diagnosis wait for as little as possible. */
import { binding } from './steps/binding.mjs';
import { chromium } from './steps/chromium.mjs';
import { ffmpeg } from './steps/ffmpeg.mjs';
import { nextBuild } from './steps/next-build.mjs';
import { nodeRuntime } from './steps/node-runtime.mjs';
import { npmPackages } from './steps/npm-packages.mjs';
import { prismaClient } from './steps/prisma-client.mjs';
import { pythonEnvironment } from './steps/python.mjs';

const toRunTypeScript = [npmPackages, nodeRuntime, prismaClient];
/** Benches that look at a page. */
const inBrowser = ['curve', 'review', 'watch'];
const toDoTheJob = [npmPackages, nodeRuntime, pythonEnvironment, ffmpeg, prismaClient, binding];

/**
 * @param {string | undefined} verb
 * @param {string[]} args
 */
export const stepsFor = (verb, args) => {
  if (verb === undefined || verb.startsWith('-') || verb === 'help' || args.includes('--help')) return toRunTypeScript;
  if (verb === 'bench' && inBrowser.includes(args[0] ?? '')) return stepsForAllTests;
  return verb === 'serve' ? [...toDoTheJob, nextBuild] : toDoTheJob;
};

export const stepsForChecks = toRunTypeScript;
export const stepsForUnitTests = toDoTheJob;
export const stepsForAllTests = [...toDoTheJob, nextBuild, chromium];
export const allSteps = stepsForAllTests;
