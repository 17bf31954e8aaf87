/** How a conversion's face is laid, as far as that was left open: some frames of the clip are drawn in every way by a worker, and measured. */
import type { ConversionSettings, CreateConversion } from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import { colourTransfer, type SwapMaskChoice } from '#core/contract/face-laying.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { LookPick } from '#core/contract/look-pick.ts';
import { createTurns } from '#core/studio/turns.ts';
import { logLost } from './active-job.ts';
import { askWorker } from './ask-worker.ts';
import type { ConsentsService } from './consents.ts';
import { drawingOf } from './conversion-drawing.ts';
import { createGathering, type Ingredients } from './conversion-ingredients.ts';
import { keptPickOf } from './kept-segments.ts';
import { sampleFrames } from './sample-frames.ts';
import type { StudioContext } from './studio-context.ts';
import { digestOf } from './unfinished-conversions.ts';

export interface LookPicksService {
  /** For a conversion that is asked for. @throws StudioError as creating it does, and as drawing it would, cancelled */
  pick(request: CreateConversion, signal: AbortSignal): Promise<LookPick>;
  /** The settings with what was picked; as they are where nothing was left open, and where it was picked before. @throws StudioError cancelled */
  settle(ingredients: Ingredients, signal?: AbortSignal): Promise<ConversionSettings>;
}

/** A dialog asks for it, then the trial, then the conversion. */
const mostRemembered = 30;

export const createLookPicksService = (
  context: StudioContext,
  parts: { readonly consents: ConsentsService },
): LookPicksService => {
  const gather = createGathering(context, parts);
  const inTurn = createTurns(1);
  const remembered = new Map<string, LookPick>();

  const measure = async (ingredients: Ingredients, signal: AbortSignal | undefined): Promise<LookPick> => {
    const kept = await keptPickOf(context, ingredients);
    if (kept) return kept;
    const payload = await payloadOf(context, ingredients);
    const key = digestOf(ingredients, payload);
    return inTurn(async () => {
      const pick = remembered.get(key) ?? (await byWorker(context, { payload, signal }));
      remembered.delete(key);
      remembered.set(key, pick);
      for (const oldest of remembered.keys()) if (remembered.size > mostRemembered) remembered.delete(oldest);
      return pick;
    });
  };

  return {
    pick: async (request, signal) => measure(await gather(request), signal),
    settle: async (ingredients, signal) => {
      const { settings } = ingredients;
      if (settings.measured.length === 0 || settings.lookPick !== null) return settings;
      const pick = await measure(ingredients, signal).catch((error: unknown) => {
        if (error instanceof StudioError && error.code === 'cancelled') throw error;
        // What cannot be measured is laid as is usual; what cannot be drawn says so when it is.
        logLost(error);
        return asItIs(settings);
      });
      const { colourTransfer, mask, keepInFront } = pick;
      return { ...settings, colourTransfer, mask, keepInFront, lookPick: pick };
    },
  };
};

const asItIs = ({ colourTransfer, mask, keepInFront }: ConversionSettings): LookPick => ({
  ...{ colourTransfer, mask, keepInFront },
  ...{ frames: 0, looks: [], coveredShare: null },
});

const byWorker = async (
  { runner }: StudioContext,
  { payload, signal }: { readonly payload: JobPayload<'measure-looks'>; readonly signal: AbortSignal | undefined },
): Promise<LookPick> => {
  // While another clip was measured they may have gone on to something else.
  if (signal?.aborted) throw new StudioError('cancelled', 'Nobody waits for this any more.');
  return askWorker(runner, { kind: 'measure-looks', payload, signal });
};

const payloadOf = async (context: StudioContext, ingredients: Ingredients): Promise<JobPayload<'measure-looks'>> => {
  const { settings, clip } = ingredients;
  const samples = await sampleFrames(context, ingredients);
  const tellsCovers = settings.measured.includes('keepInFront') && samples.isLookedThrough;
  const asked = { ...settings, ...asWritten, keepInFront: settings.keepInFront || tellsCovers };
  const drawing = await drawingOf(context, { settings: asked, ingredients });
  return {
    ...drawing,
    settings: { ...asked, keepInFront: settings.keepInFront && !tellsCovers },
    frameIndexes: samples.frameIndexes.filter((index) => index < (clip.facts?.frameCount ?? 0)),
    looks: looksOf(ingredients),
    tellsCovers,
  };
};

/** What a file is written with, and which file, is nothing to the look of a face. */
const asWritten = { format: 'h264', quality: 'standard', sideBySide: false, depth: 'eightBits' } as const;

/** `both` is what `auto` takes of a model that draws masks, and no other look. */
const masksTried: readonly SwapMaskChoice[] = ['auto', 'hull'];

const looksOf = ({ settings }: Ingredients): JobPayload<'measure-looks'>['looks'] => {
  const isOpen = (name: 'colourTransfer' | 'mask') => settings.measured.includes(name);
  const usualFirst = <Value>(usual: Value, all: readonly Value[]) => [usual, ...all.filter((each) => each !== usual)];
  const colours = isOpen('colourTransfer') ? colourTransfer.options : [];
  return usualFirst(settings.mask, isOpen('mask') ? masksTried : []).flatMap((mask) =>
    usualFirst(settings.colourTransfer, colours).map((each) => ({ colourTransfer: each, mask })),
  );
};
