// @ts-check
/** Says for each part of the studio what was found, whether it will do, and what to do about it. Changes nothing. */
import { existsSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ask } from './command.mjs';
import { onPath, readJson } from './files.mjs';
import { judgeVersion } from './floors.mjs';
import { bindingFile, inRoot, root, venvPython } from './paths.mjs';
import { readTools } from './state.mjs';
import { findPython, gpuNames } from './steps/python.mjs';
import { versionIn } from './versions.mjs';

/**
 * @typedef {object} Part
 * @property {string} id
 * @property {string} found path, model or amount; empty where nothing was found
 * @property {string} version
 * @property {import('./floors.mjs').Verdict} verdict
 * @property {string} advice what to do, or what the finding means
 */

const setUp = 'run "npm start": set-up gets it';

/**
 * Prints the diagnosis; resolves to the exit code: 1 when the main job can't run.
 * @param {{ json: boolean }} options
 */
export const diagnose = async ({ json }) => {
  const parts = await examine();
  const ready = parts.every((part) => part.verdict !== 'fail');
  process.stdout.write(json ? `${JSON.stringify({ ready, parts })}\n` : tableOf(parts, ready));
  return ready ? 0 : 1;
};

/** @returns {Promise<Part[]>} */
export const examine = async () => {
  const tools = readTools();
  const groups = await Promise.all([
    nodePart(tools),
    npmPart(),
    pythonPart(tools),
    compilerPart(),
    tensorflowPart(tools),
    mediaPart('ffmpeg', tools.ffmpeg?.path),
    mediaPart('ffprobe', tools.ffprobe?.path),
    ytDlpPart(tools),
    networkWallPart(tools),
    prlimitPart(),
    sqlitePart(tools),
    ...['sharp', 'next', 'socket.io'].map(packagePart),
    builtPart('database client', inRoot('server', 'adapters', 'prisma', 'generated')),
    pagesPart(),
    diskPart(),
    memoryPart(),
    processorPart(),
    gpuPart(tools),
  ]);
  return groups;
};

/** @param {{ id: string, found?: string, version?: string, mend: string, codecWhitelist?: boolean }} seen @returns {Part} */
export const partOf = ({ id, found = '', version, mend, codecWhitelist }) => {
  const { verdict, why } = judgeVersion({ id, version, codecWhitelist });
  const advice = verdict === 'ok' ? why : `${why}; ${mend}`;
  return { id, found, version: version ?? '', verdict, advice };
};

/** @param {Record<string, any>} tools */
const nodePart = async (tools) => {
  const found = tools.node?.path ?? process.execPath;
  return partOf({ id: 'node', found, version: versionIn(await ask(found, ['--version'])), mend: setUp });
};

const npmPart = async () => {
  const found = onPath('npm');
  return partOf({
    id: 'npm',
    found,
    version: versionIn(await ask(found, ['--version'])),
    mend: 'install npm 9 or newer',
  });
};

/** @param {Record<string, any>} tools */
const pythonPart = async (tools) => {
  const made = tools.python?.path ?? venvPython;
  if (existsSync(made))
    return partOf({ id: 'python', found: made, version: versionIn(await ask(made, ['--version'])), mend: setUp });
  const mend = 'apt-get install python3 python3-venv';
  const { path, version } = await findPython().catch(() => ({ path: undefined, version: undefined }));
  return partOf({ id: 'python', found: path, version, mend });
};

const compilerPart = async () => {
  const found = onPath('g++', 'clang++');
  const version = versionIn(await ask(found, ['--version']));
  const advice = found ? '' : 'none on the PATH: set-up takes one from PyPI (ziglang) when it has to compile';
  return /** @type {Part} */ ({ id: 'c++', found: found ?? '', version: version ?? '', verdict: 'ok', advice });
};

/** @param {Record<string, any>} tools */
const tensorflowPart = async (tools) => {
  const print = `process.stdout.write(require(${JSON.stringify(bindingFile)}).TF_Version)`;
  const version = versionIn(await ask(tools.node?.path ?? process.execPath, ['--eval', print]));
  const kind = tools.tensorflow?.cuda ? 'CUDA build' : 'CPU build';
  return partOf({ id: 'tensorflow', found: version ? kind : '', version, mend: setUp });
};

/** @param {string} id @param {string | undefined} path */
const mediaPart = async (id, path) => {
  const found = path ?? onPath(id);
  const version = versionIn((await ask(found, ['-version']))?.split('\n')[0]);
  return partOf({
    id,
    found,
    version,
    codecWhitelist: hasCodecWhitelist(),
    mend: found ? 'install a newer one, or take it off the PATH and run "npm start"' : setUp,
  });
};

/** Whether the adapter that calls ffmpeg hands it a list of allowed decoders. */
const hasCodecWhitelist = () => {
  const folder = inRoot('server', 'adapters', 'ffmpeg');
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some(
    (name) => name.endsWith('.ts') && readFileSync(join(folder, name), 'utf8').includes('codec_whitelist'),
  );
};

/** @param {Record<string, any>} tools */
const ytDlpPart = async (tools) => {
  const found = tools.ytDlp?.path;
  const part = partOf({
    id: 'yt-dlp',
    found,
    version: versionIn(await ask(found, ['--ignore-config', '--version'])),
    mend: setUp,
  });
  // Importing by address needs it; the main job does not.
  return /** @type {Part} */ ({ ...part, verdict: part.verdict === 'ok' ? 'ok' : 'warn' });
};

/** Without it a download is held by our proxy alone, and the JavaScript of YouTube's player is not run. @param {Record<string, any>} tools */
const networkWallPart = async (tools) => {
  const probe = inRoot('server', 'adapters', 'yt-dlp', 'walled.py');
  const answer = await ask(tools.python?.path, ['-I', probe, '--probe']);
  return wallVerdict(answer !== undefined);
};

const prlimitPart = async () => {
  const found = onPath('prlimit');
  return prlimitVerdict({ found, version: versionIn(await ask(found, ['--version'])) });
};

/** Models of others are run under its ceiling of memory, and not without; all else does without it. @param {{ found?: string | undefined, version?: string | undefined }} seen @returns {Part} */
export const prlimitVerdict = ({ found = '', version = '' }) => ({
  id: 'prlimit',
  found,
  version,
  verdict: found === '' ? 'warn' : 'ok',
  advice: found === '' ? 'models of others (.dfm) are refused without it: apt-get install util-linux' : '',
});

/** @param {boolean} isAllowed @returns {Part} */
export const wallVerdict = (isAllowed) => ({
  id: 'network wall',
  found: isAllowed ? 'the kernel gives downloads a network of their own' : '',
  version: '',
  verdict: isAllowed ? 'ok' : 'warn',
  advice: isAllowed
    ? ''
    : "no JavaScript is run for links, so that YouTube may give less or nothing: allow unprivileged user namespaces (a container's seccomp profile often shuts them)",
});

/** @param {Record<string, any>} tools */
const sqlitePart = async (tools) => {
  const query =
    "new (require('better-sqlite3'))(':memory:').prepare('select sqlite_version() as version').get().version";
  const print = `process.chdir(${JSON.stringify(root)}); process.stdout.write(${query})`;
  const node = tools.node?.path ?? process.execPath;
  const version = versionIn(
    await ask(node, ['--eval', print.replace("require('", `require('${inRoot('node_modules')}/`)]),
  );
  return partOf({ id: 'sqlite', found: version ? 'in better-sqlite3' : '', version, mend: setUp });
};

/** @param {string} id */
const packagePart = (id) => {
  const version = readJson(inRoot('node_modules', id, 'package.json'))?.version;
  return partOf({ id, found: version ? 'package' : '', version, mend: setUp });
};

/** @param {string} id @param {string} path */
const builtPart = (id, path) => {
  const built = existsSync(path);
  return /** @type {Part} */ ({
    id,
    found: built ? path : '',
    version: '',
    verdict: built ? 'ok' : 'fail',
    advice: built ? '' : `not built; ${setUp}`,
  });
};

/** The command line does the main job without pages. */
const pagesPart = () => {
  const part = builtPart('pages', inRoot('.next', 'BUILD_ID'));
  return /** @type {Part} */ ({ ...part, verdict: part.verdict === 'ok' ? 'ok' : 'warn' });
};

const diskPart = () => {
  const { bavail, bsize } = statfsSync(root);
  return diskVerdict((bavail * bsize) / 1e9);
};

/** @param {number} freeGb @returns {Part} */
export const diskVerdict = (freeGb) => {
  const found = `${freeGb.toFixed(0)} GB free`;
  if (freeGb >= 10) return { id: 'disk', found, version: '', verdict: 'ok', advice: '' };
  const advice = 'set-up takes 4 GB, a run with its checkpoints and faces several more; make room';
  return { id: 'disk', found, version: '', verdict: freeGb >= 2 ? 'warn' : 'fail', advice };
};

const memoryPart = () => memoryVerdict(totalmem() / 1e9);

/** @param {number} totalGb @returns {Part} */
export const memoryVerdict = (totalGb) => {
  const found = `${totalGb.toFixed(0)} GB`;
  if (totalGb >= 7.5) return { id: 'memory', found, version: '', verdict: 'ok', advice: '' };
  const advice = 'training takes up to 4 GB and converting 1 GB; use small batches and one job at a time';
  return { id: 'memory', found, version: '', verdict: totalGb >= 3.5 ? 'warn' : 'fail', advice };
};

const processorPart = () => {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  const flags = existsSync('/proc/cpuinfo')
    ? (/^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '')
    : '';
  return processorVerdict({ model, cores: availableParallelism(), flags: flags.trim().split(' ') });
};

/** @param {{ model: string, cores: number, flags: string[] }} processor @returns {Part} */
export const processorVerdict = ({ model, cores, flags }) => {
  const found = `${model}, ${cores} cores`;
  const part = { id: 'processor', found, version: '' };
  if (flags.includes('amx_bf16'))
    return { ...part, verdict: 'ok', advice: 'has amx_bf16: bf16 trains about twice as fast as fp32' };
  if (flags.includes('avx512_bf16')) return { ...part, verdict: 'ok', advice: 'has avx512_bf16: bf16 is worth trying' };
  if (!flags.includes('avx2') && flags.length > 1)
    return { ...part, verdict: 'warn', advice: 'no AVX2: everything will be slow' };
  return { ...part, verdict: 'ok', advice: 'no bf16 instructions: train in fp32' };
};

/** @param {Record<string, any>} tools @returns {Promise<Part>} */
const gpuPart = async (tools) => {
  const names = await gpuNames();
  const part = { id: 'gpu', found: names.join('; ').replaceAll(/ \(UUID: [^)]*\)/g, ''), version: '' };
  if (names.length === 0) return { ...part, verdict: 'ok', advice: 'no NVIDIA GPU: the processor does the work' };
  if (tools.tensorflow?.cuda) return { ...part, verdict: 'ok', advice: '' };
  return { ...part, verdict: 'warn', advice: `TensorFlow is the CPU build; ${setUp} the CUDA build` };
};

/** @param {Part[]} parts @param {boolean} ready */
const tableOf = (parts, ready) => {
  const widthOf = (/** @type {keyof Part} */ key) => Math.max(...parts.map((part) => part[key].length));
  const rows = parts.map(
    ({ id, version, verdict, found, advice }) =>
      `${verdict.padEnd(4)}  ${id.padEnd(widthOf('id'))}  ${version.padEnd(widthOf('version'))}  ${[found, advice].filter(Boolean).join(' - ')}`,
  );
  const end = ready ? 'Ready: the studio can import, train and convert.' : 'Not ready: see the lines marked fail.';
  return `${rows.join('\n')}\n\n${end}\n`;
};
