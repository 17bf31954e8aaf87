/** What a clip says of its colours beyond what frames in memory carry, so that a result of its own depth says the same. */
import { z } from 'zod';
import { fileUrl, guardOptions } from './allow-list.ts';
import { askFfprobe, parseRatio } from './run-ffprobe.ts';

export interface SourceColours {
  readonly primaries: string | undefined;
  readonly transfer: string | undefined;
  readonly matrix: string | undefined;
  /** Where the first chroma sample lies: across 1 on the first column of luma and 2 beside it, down alike. */
  readonly chromaSite: readonly [across: 1 | 2, down: 1 | 2] | undefined;
  /** The screen that HDR was graded on: chromaticities and nits. */
  readonly mastering: MasteringScreen | undefined;
  /** Brightest pixel and brightest mean of a frame, nits. */
  readonly light: { readonly mostOfPixels: number; readonly mostOfFrames: number } | undefined;
}

export interface MasteringScreen {
  /** x and y of red, green, blue and white. */
  readonly points: readonly number[];
  readonly darkestNits: number;
  readonly brightestNits: number;
}

/**
 * Asked of the first frame, since most HEVC has it in its stream alone; and of the container, where ffprobe cannot decode.
 * Where neither tells it, nothing is said. @throws StudioError as `runFfprobe` does
 */
export const sourceColours = async (options: {
  readonly ffprobePath: string;
  readonly path: string;
  readonly signal: AbortSignal;
}): Promise<SourceColours> => {
  const said = await askFfprobe({ ...options, args: probeArguments(options.path) });
  const { frames, streams } = report.parse(JSON.parse(said));
  const reports = [frames[0], streams[0]].flatMap((each) => each ?? []);
  const name = (of: (each: ColourReport) => string | undefined) => reports.map(of).map(known).find(Boolean);
  const sideData = reports.flatMap(({ side_data_list }) => side_data_list);
  return {
    primaries: name((each) => each.color_primaries),
    transfer: name((each) => each.color_transfer),
    matrix: name((each) => each.color_space),
    chromaSite: chromaSites[name((each) => each.chroma_location) ?? ''],
    mastering: sideData.map(masteringOf).find(Boolean),
    light: sideData.map(lightOf).find(Boolean),
  };
};

const probeArguments = (path: string): string[] =>
  [
    ['-hide_banner', '-loglevel', 'error'],
    guardOptions,
    ['-select_streams', 'V:0', '-read_intervals', '%+#1', '-show_frames', '-show_streams'],
    ['-of', 'json', '-i', fileUrl(path)],
  ].flat();

const ratio = z
  .string()
  .optional()
  .transform((text) => parseRatio(text) ?? 0);

const sideData = z.object({
  ...{ red_x: ratio, red_y: ratio, green_x: ratio, green_y: ratio, blue_x: ratio, blue_y: ratio },
  ...{ white_point_x: ratio, white_point_y: ratio, min_luminance: ratio, max_luminance: ratio },
  max_content: z.number().default(0),
  max_average: z.number().default(0),
});
type SideData = z.infer<typeof sideData>;

const colourReport = z.object({
  color_primaries: z.string().optional(),
  color_transfer: z.string().optional(),
  color_space: z.string().optional(),
  chroma_location: z.string().optional(),
  side_data_list: z.array(sideData).default([]),
});
type ColourReport = z.infer<typeof colourReport>;

const report = z.object({ frames: z.array(colourReport).default([]), streams: z.array(colourReport).default([]) });

export const known = (name: string | undefined): string | undefined =>
  name === undefined || ['unknown', 'unspecified', 'reserved'].includes(name) ? undefined : name;

const chromaSites: Readonly<Record<string, SourceColours['chromaSite']>> = {
  left: [1, 2],
  center: [2, 2],
  topleft: [1, 1],
  top: [2, 1],
};

const masteringOf = (data: SideData): MasteringScreen | undefined =>
  data.max_luminance === 0
    ? undefined
    : {
        points: [
          ...[data.red_x, data.red_y, data.green_x, data.green_y, data.blue_x, data.blue_y],
          ...[data.white_point_x, data.white_point_y],
        ],
        darkestNits: data.min_luminance,
        brightestNits: data.max_luminance,
      };

const lightOf = ({ max_content, max_average }: SideData): SourceColours['light'] =>
  max_content === 0 && max_average === 0 ? undefined : { mostOfPixels: max_content, mostOfFrames: max_average };
