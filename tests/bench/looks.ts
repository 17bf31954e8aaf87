/**
 * Whether the look that is measured for a clip serves it better than the usual one: every run of a studio that is served
 * (`--page ADDRESS`), both ways, on whole clips (with `--clip` those whose name has it in it); each is converted with both looks and their reports are compared. The
 * conversions are deleted again.
 */
import type { BenchFigure } from '#core/contract/bench.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { ConversionView, CreateConversion } from '#core/contract/conversion.ts';
import type { ConversionReport, ReportMeasure } from '#core/contract/conversion-report.ts';
import type { LookPick } from '#core/contract/look-pick.ts';
import type { RunView } from '#core/contract/run.ts';
import type { BenchOptions } from './run.ts';

export const benchLooks = async ({ page, clip: named = '', say }: BenchOptions): Promise<BenchFigure[]> => {
  const call = caller(page ?? 'http://127.0.0.1:4310');
  const compared: Compared[] = [];
  for (const { run, clip, to } of await casesOf(call, named)) {
    const name = `${to === 'b' ? run.personB.name : run.personA.name} on ${clip.name} (${run.settings.architecture})`;
    const one = await compare(call, { runId: run.id, clipId: clip.id, settings: { to, sideBySide: false } });
    say(`${name}: ${inWords(one)}`);
    compared.push(one);
  }
  return figuresOf(compared);
};

type Call = <Reply>(path: string, body?: unknown, method?: string) => Promise<Reply>;

const caller = (page: string): Call => {
  return async (path, body, method = body === undefined ? 'GET' : 'POST') => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(new URL(path, page), { method, headers, ...sent });
    if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`);
    return (reply.status === 204 ? undefined : await reply.json()) as never;
  };
};

const casesOf = async (call: Call, named: string) => {
  const clips = await call<ClipView[]>('/api/clips');
  const runs = await call<RunView[]>('/api/runs');
  return runs
    .filter(({ checkpoints }) => checkpoints.length > 0)
    .flatMap((run) =>
      (['b', 'a'] as const).flatMap((to) => {
        const replaced = to === 'b' ? run.personA.id : run.personB.id;
        const shown = clips.filter(
          ({ personId, name, kind, state }) =>
            personId === replaced && name.includes(named) && kind === 'video' && state === 'ready',
        );
        return shown.map((clip) => ({ run, clip, to }));
      }),
    );
};

interface Compared {
  readonly pick: LookPick;
  readonly pickSeconds: number;
  readonly usual: Measures;
  /** The usual ones where it was picked. */
  readonly picked: Measures;
}

type Measures = Partial<Record<ReportMeasure, number>>;

const compare = async (call: Call, request: CreateConversion): Promise<Compared> => {
  const startedMs = performance.now();
  const pick = await call<LookPick>('/api/conversions/look', request);
  const pickSeconds = (performance.now() - startedMs) / 1000;
  const usual = await measuresOf(call, { ...request, settings: { ...request.settings, measured: [] } });
  const { colourTransfer, mask, keepInFront } = pick;
  if (colourTransfer === 'lab' && mask === 'auto' && !keepInFront) return { pick, pickSeconds, usual, picked: usual };
  const chosen = { ...request.settings, measured: [], colourTransfer, mask, keepInFront };
  return { pick, pickSeconds, usual, picked: await measuresOf(call, { ...request, settings: chosen }) };
};

const measuresOf = async (call: Call, request: CreateConversion): Promise<Measures> => {
  let conversion = await call<ConversionView>('/api/conversions', request);
  const path = `/api/conversions/${conversion.id}`;
  while (conversion.state === 'queued' || conversion.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    conversion = await call<ConversionView>(path);
  }
  const { measures } = await call<ConversionReport>(`${path}/report`);
  await call(path, undefined, 'DELETE');
  return Object.fromEntries(Object.entries(measures).map(([name, measure]) => [name, measure?.mean]));
};

const inWords = ({ pick, pickSeconds, usual, picked }: Compared): string => {
  const number = (value: number | undefined) => value?.toFixed(3) ?? '-';
  const names = ['seam', 'likenessToShown', 'likenessToReplaced', 'flicker', 'landmarks'] as const;
  const changes = names.map((name) => `${name} ${number(usual[name])} -> ${number(picked[name])}`).join(', ');
  const foretold = pick.looks.find(({ verdict }) => verdict === 'chosen')?.figures.seam ?? undefined;
  const [usually] = pick.looks;
  const covered = pick.coveredShare === null ? 'not looked for' : `${Math.round(pick.coveredShare * 100)} %`;
  return `${pick.colourTransfer}, ${pick.mask}, keeps in front ${pick.keepInFront} (covered ${covered}) by ${pick.frames} frames in ${pickSeconds.toFixed(1)} s (edge ${number(usually?.figures.seam ?? undefined)} -> ${number(foretold)}): ${changes}`;
};

const figuresOf = (compared: readonly Compared[]): BenchFigure[] => {
  const gains = compared.map(({ usual, picked }) => (usual.seam ?? 0) - (picked.seam ?? 0));
  const count = (isSo: (gain: number) => boolean) => gains.filter(isSo).length;
  const mean = (name: ReportMeasure, of: 'usual' | 'picked') =>
    compared.reduce((sum, each) => sum + (each[of][name] ?? 0), 0) / compared.length;
  const figure = (name: string, value: number, unit: string, better: 'higher' | 'lower') => ({
    ...{ name, value, unit, better, target: null },
  });
  return [
    figure(
      'edge less visible',
      count((gain) => gain > noise),
      `of ${gains.length}`,
      'higher',
    ),
    {
      ...figure(
        'edge more visible',
        count((gain) => gain < -noise),
        `of ${gains.length}`,
        'lower',
      ),
      target: 0,
    },
    ...(['usual', 'picked'] as const).flatMap((of) => [
      figure(`edge, ${of}`, mean('seam', of), 'dE', 'lower'),
      figure(`likeness to shown, ${of}`, mean('likenessToShown', of), 'cosine', 'higher'),
      figure(`likeness to replaced, ${of}`, mean('likenessToReplaced', of), 'cosine', 'lower'),
      figure(`flicker, ${of}`, mean('flicker', of), 'L*', 'lower'),
    ]),
    figure('seconds to pick', Math.max(...compared.map(({ pickSeconds }) => pickSeconds)), 's', 'lower'),
  ];
};

/** CIE76. */
const noise = 0.05;
