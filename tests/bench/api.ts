/**
 * How fast the studio answers about a person with 100,000 faces: mixed calls through HTTP on loopback, one after the other,
 * each until the last byte of its answer is here. Edits of very many faces are told apart from the rest.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchFigure } from '#core/contract/bench.ts';
import type { FaceEdit } from '#core/contract/face-edit.ts';
import { committedSteps } from '#server/adapters/prisma/migrate.ts';
import { type ApiCall, bigEdits, type CallKind, mixedCalls } from './api-calls.ts';
import type { BenchOptions } from './run.ts';
import { seedFaces } from './seed-faces.ts';

const faces = 100_000;
const clips = 20;
/** Changed with what the seed makes. */
const seedVersion = 2;

export const benchApi = async ({ say }: Pick<BenchOptions, 'say'>): Promise<BenchFigure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'understudy-bench-api-'));
  try {
    await cp(await seededFolder(say), join(folder, 'data'), { recursive: true });
    await using server = await startServer(folder);
    return await measure(server, say);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Made once for each schema: a minute or two. */
const seededFolder = async (say: BenchOptions['say']): Promise<string> => {
  const schema = createHash('sha256')
    .update(
      committedSteps()
        .map(({ sha256 }) => sha256)
        .join(),
    )
    .digest('hex');
  const path = join(tmpdir(), `understudy-bench-faces-${faces}-${seedVersion}-${schema.slice(0, 12)}`);
  if (await stat(path).catch(() => undefined)) return path;
  const folder = await mkdtemp(join(tmpdir(), 'understudy-seed-'));
  await seedFaces({ dataFolder: folder, faces, clips, pictures: false, say });
  await rename(folder, path);
  return path;
};

interface Server extends AsyncDisposable {
  /** Milliseconds until the answer was here, and the answer. */
  call(path: string, body?: unknown): Promise<{ readonly ms: number; readonly bytes: number; readonly text: string }>;
  usage(): Promise<{ readonly memoryBytes: number; readonly computedMs: number }>;
}

const startServer = async (folder: string): Promise<Server> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'api-server.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('close', done));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => (await lines.next()).value ?? '';
  const address = await nextLine();
  if (!address) throw new Error('The API did not come up; the lines above say why.');
  return {
    call: async (path, body) => {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const start = performance.now();
      const response = await fetch(address + path, {
        method: payload === undefined ? 'GET' : 'POST',
        body: payload,
        headers: { 'content-type': 'application/json' },
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const ms = performance.now() - start;
      const text = new TextDecoder().decode(bytes);
      if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
      return { ms, bytes: bytes.byteLength, text };
    },
    usage: async () => {
      child.stdin.write('usage\n');
      const [memoryBytes = 0, computedMs = 0] = (await nextLine()).split(' ').map(Number);
      return { memoryBytes, computedMs };
    },
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await ended;
    },
  };
};

const measure = async (server: Server, say: BenchOptions['say']): Promise<BenchFigure[]> => {
  const personId = JSON.parse((await server.call('/api/persons')).text)[0].id as string;
  const before = await server.usage();
  const first = await server.call('/api/faces/search', { personId, sort: 'sharpness' });
  const { ids } = JSON.parse(first.text) as { ids: string[] };
  const firstSimilar = await server.call('/api/faces/search', {
    personId,
    sort: 'similarity',
    similarTo: ids.slice(0, 3),
  });
  const seen = { personId, ids, clips: await clipsOf(server, personId) };
  const { times, computed } = await timeCalls(server, mixedCalls(seen));
  for (const [kind, all] of times) {
    const computedMs = quantile(computed.get(kind) ?? [], 0.95).toFixed(0);
    say(
      `${kind.padEnd(12)} ${all.length} calls, p95 ${quantile(all, 0.95).toFixed(0)} ms, of these computed ${computedMs} ms`,
    );
  }
  const all = [...times.values()].flat();
  const figures: BenchFigure[] = [
    figure('calls', all.length, 'calls', { better: 'higher', target: 200 }),
    figure('p50', quantile(all, 0.5)),
    figure('p95', quantile(all, 0.95), 'ms', { target: 150 }),
    ...[...times].map(([kind, some]) => figure(`${kind}_p95`, quantile(some, 0.95), 'ms', { target: 150 })),
    // What the server itself computed for a call, whatever else the machine did meanwhile.
    figure('computed_p95', quantile([...computed.values()].flat(), 0.95)),
    figure('slowest', Math.max(...all)),
    figure('first_list', first.ms),
    figure('first_similarity', firstSimilar.ms),
    figure('all_ids', first.bytes / 2 ** 20, 'MiB'),
  ];
  for (const [name, edit] of bigEdits(seen, await largestCluster(server, personId)))
    figures.push(...(await timeEdit(server, personId, name, edit)));
  const grown = (await server.usage()).memoryBytes - before.memoryBytes;
  return [...figures, figure('memory_for_faces', grown / 2 ** 20, 'MiB')];
};

const clipsOf = async (server: Server, personId: string): Promise<string[]> =>
  (JSON.parse((await server.call(`/api/clips?personId=${personId}`)).text) as { id: string }[]).map(({ id }) => id);

const largestCluster = async (server: Server, personId: string): Promise<string> =>
  (JSON.parse((await server.call(`/api/persons/${personId}/clusters`)).text) as { id: string }[])[0]?.id ?? '';

const timeCalls = async (server: Server, calls: Iterable<ApiCall>) => {
  const times = new Map<CallKind, number[]>();
  const computed = new Map<CallKind, number[]>();
  for (const { kind, path, body } of calls) {
    const before = await server.usage();
    const { ms } = await server.call(path, body);
    const { computedMs } = await server.usage();
    times.set(kind, [...(times.get(kind) ?? []), ms]);
    computed.set(kind, [...(computed.get(kind) ?? []), computedMs - before.computedMs]);
  }
  return { times, computed };
};

const timeEdit = async (server: Server, personId: string, name: string, edit: FaceEdit): Promise<BenchFigure[]> => {
  const path = `/api/persons/${personId}/edits`;
  const done = await server.call(path, edit);
  const list = await server.call('/api/faces/search', { personId, sort: 'likeness' });
  const undone = await server.call(`${path}/undo`, {});
  return [figure(name, done.ms), figure(`list_after_${name}`, list.ms), figure(`undo_${name}`, undone.ms)];
};

const figure = (
  name: string,
  value: number,
  unit = 'ms',
  { better = 'lower', target = null }: Partial<Pick<BenchFigure, 'better' | 'target'>> = {},
): BenchFigure => ({ name, value, unit, better, target });

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};
