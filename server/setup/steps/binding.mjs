// @ts-check
/**
 * TensorFlow.js's two C++ files, compiled against the TensorFlow of the virtual environment instead of the 2.9 that the package would
 * download. The library is found by a path relative to the binding, so the checkout may be moved.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { run } from '#server/setup/command.mjs';
import { fingerprintOf, onPath, readJson, stampOf } from '#server/setup/files.mjs';
import { bindingFile, bindingFolder, inRoot, requirements, venvPython, workFolder } from '#server/setup/paths.mjs';
import { readTools } from '#server/setup/state.mjs';
import { pipInstall } from './python.mjs';

const sources = ['tfjs_backend', 'tfjs_binding'];
const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const headers = inRoot('node_modules', 'node-api-headers');

/** @type {import('#server/setup/run-steps.mjs').Step} */
export const binding = {
  id: 'binding',
  title: 'Node binding of TensorFlow, compiled',
  after: ['npm-packages', 'node', 'python'],
  fingerprint: () => {
    const { folder = '', version, cuda } = readTools().tensorflow ?? {};
    return fingerprintOf({
      values: [
        ...[version, cuda, libraries.map((name) => stampOf(join(folder, name)))],
        readJson(join(headers, 'package.json'))?.version,
      ],
      paths: [join(bindingFolder, 'binding')],
    });
  },
  inPlace: () => existsSync(bindingFile),
  run: async () => {
    const compiler = await findCompiler();
    await compile({ compiler, tensorflow: readTools().tensorflow.folder });
    await loadOnce();
    return { compiler: compiler.join(' ') };
  },
};

/** The command that compiles C++; a compiler from PyPI where the machine has none. @returns {Promise<string[]>} */
const findCompiler = async () => {
  const found = onPath('g++', 'clang++');
  if (found) return [found];
  await pipInstall(['--requirement', requirements('compiler')]);
  return [venvPython, '-m', 'ziglang', 'c++'];
};

/** @param {{ compiler: string[], tensorflow: string }} options */
const compile = async ({ compiler, tensorflow }) => {
  const work = join(workFolder, 'binding');
  mkdirSync(work, { recursive: true });
  mkdirSync(dirname(bindingFile), { recursive: true });
  const call = (/** @type {string[]} */ args) =>
    run({
      command: compiler[0] ?? '',
      args: [...compiler.slice(1), ...args],
      cwd: join(bindingFolder, 'binding'),
      mend: 'install a C++ compiler, on Debian and Ubuntu: apt-get install g++',
    });
  const object = (/** @type {string} */ name) => join(work, `${name}.o`);
  await Promise.all(
    sources.map((name) =>
      call([
        ...['-O2', '-c', '-fPIC', '-std=c++17', '-DNAPI_VERSION=8', '-w'],
        ...[`-I${join(headers, 'include')}`, '-I..', `-I${join(tensorflow, 'include')}`],
        ...[`${name}.cc`, '-o', object(name)],
      ]),
    ),
  );
  const fresh = join(dirname(bindingFile), `tfjs_binding.${process.pid}.part`);
  await call([
    ...['-shared', ...sources.map(object), ...libraries.map((name) => join(tensorflow, name))],
    ...[`-Wl,-rpath,$ORIGIN/${relative(dirname(bindingFile), tensorflow)}`, '-o', fresh],
  ]);
  renameSync(fresh, bindingFile);
  rmSync(work, { recursive: true, force: true });
};

/** A binding that links but does not load would otherwise be found out only by the first training. */
const loadOnce = () =>
  run({
    command: readTools().node.path,
    args: ['--eval', `require(${JSON.stringify(bindingFile)}).TF_Version`],
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
    mend: 'TensorFlow needs an x86-64 or arm64 Linux with glibc 2.27 or newer; "ldd --version" shows this machine\'s.',
  });
