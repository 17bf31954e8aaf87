// @ts-check
/**
 * A virtual environment with TensorFlow's library and yt-dlp, every wheel checked against its hash. TensorFlow's own Python
 * dependencies are left out: only its two shared libraries and headers are used. With an NVIDIA GPU, the CUDA build and its libraries.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ask, run, SetupFailure } from '#server/setup/command.mjs';
import { fingerprintOf, onPath } from '#server/setup/files.mjs';
import { requirements, root, venvFolder, venvPython } from '#server/setup/paths.mjs';
import { isAtLeast, versionIn } from '#server/setup/versions.mjs';
import { mendOfRegistry } from './npm-packages.mjs';

const floor = '3.10';
// TensorFlow 2.21 has wheels up to 3.13.
const ceiling = '3.14';
const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

/** @type {import('#server/setup/run-steps.mjs').Step} */
export const pythonEnvironment = {
  id: 'python',
  title: 'TensorFlow and yt-dlp for this machine',
  after: [],
  fingerprint: async () => {
    const list = requirements(await variant());
    // The folder's own path is written into the scripts of a virtual environment: a moved checkout needs a new one.
    return fingerprintOf({ values: [root], paths: [list] });
  },
  inPlace: (facts) =>
    existsSync(venvPython) &&
    existsSync(facts.ytDlp?.path ?? '') &&
    existsSync(join(facts.tensorflow?.folder ?? '', 'libtensorflow_cc.so.2')),
  run: async () => {
    const kind = await variant();
    await makeEnvironment();
    await pipInstall(['--requirement', requirements(kind)]);
    return await factsOf(kind);
  },
};

/** Installs into the virtual environment, hashes required, nothing but the wheels named. @param {string[]} args */
export const pipInstall = (args) =>
  run({
    command: venvPython,
    args: [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--no-compile'],
      ...['--require-hashes', '--only-binary=:all:', ...args],
    ],
    cwd: root,
    mend: mendOfRegistry,
  });

/** @returns {Promise<'cpu' | 'cuda'>} */
const variant = async () => ((await gpuNames()).length > 0 ? 'cuda' : 'cpu');

/** The NVIDIA GPUs that the driver answers for. */
export const gpuNames = async () => {
  const said = await ask(onPath('nvidia-smi'), ['-L']);
  return (said ?? '').split('\n').filter((line) => line.startsWith('GPU '));
};

const makeEnvironment = async () => {
  const python = await findPython();
  const current = versionIn(await ask(venvPython, ['--version']));
  if (current === python.version && (await ask(venvPython, ['-m', 'pip', '--version'])) && (await ownPrefix())) return;
  rmSync(venvFolder, { recursive: true, force: true });
  await run({
    command: python.path,
    args: ['-m', 'venv', venvFolder],
    mend: (said) => mendOfVenv(said, python.version),
  });
};

/** False where the environment was made for another folder, from which it was copied or moved. */
const ownPrefix = async () => {
  const pip = await ask(join(venvFolder, 'bin', 'pip'), ['--version']);
  return pip?.includes(venvFolder) ?? false;
};

/** @returns {Promise<{ path: string, version: string }>} */
export const findPython = async () => {
  for (const name of names) {
    const path = onPath(name);
    const version = versionIn(await ask(path, ['--version']));
    if (path && version && isAtLeast(version, floor) && !isAtLeast(version, ceiling)) return { path, version };
  }
  throw new SetupFailure({
    command: `${names.join(', ')} --version`,
    said: `no Python from ${floor} to before ${ceiling} on the PATH`,
    mend: 'install it with its venv module, on Debian and Ubuntu: apt-get install python3 python3-venv',
  });
};

/**
 * @param {string} said
 * @param {string} version
 */
const mendOfVenv = (said, version) =>
  /ensurepip|No module named venv/.test(said)
    ? `install Python's venv module, on Debian and Ubuntu: apt-get install python3-venv (or python${version.split('.').slice(0, 2).join('.')}-venv)`
    : mendOfRegistry(said);

/** @param {'cpu' | 'cuda'} kind */
const factsOf = async (kind) => {
  const packages = sitePackages();
  const ytDlp = join(venvFolder, 'bin', 'yt-dlp');
  return {
    python: { path: venvPython, version: versionIn(await ask(venvPython, ['--version'])) },
    ytDlp: { path: ytDlp, version: (await ask(ytDlp, ['--ignore-config', '--version']))?.trim() },
    tensorflow: { folder: join(packages, 'tensorflow'), version: wheelVersion(packages), cuda: kind === 'cuda' },
  };
};

const sitePackages = () => {
  const lib = join(venvFolder, 'lib');
  const python = readdirSync(lib).find((name) => name.startsWith('python3'));
  return join(lib, python ?? 'python3', 'site-packages');
};

/** @param {string} packages */
const wheelVersion = (packages) =>
  versionIn(readdirSync(packages).find((name) => /^tensorflow(_cpu)?-.*\.dist-info$/.test(name)));
