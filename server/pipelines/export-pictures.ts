/**
 * Frames of a finished conversion -> pictures of an export: cut out, resized, original and result beside each other, captions
 * above. The result bears its label already; where too little of that is left it is written again.
 */
import type { ExportCrop, ExportSettings } from '#core/contract/conversion-export.ts';
import { captionBand } from '#core/pixels/caption.ts';
import { frameToRgb } from '#core/pixels/frame-to-rgb.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { drawLabel, makeLabel, smallestLetterPx } from '#core/pixels/label.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { beside } from './report-pictures.ts';

export interface ExportPictures {
  readonly width: number;
  readonly height: number;
  draw(frame: VideoFrame): RgbImage;
}

interface Source {
  /** Of the file that is read. */
  readonly width: number;
  readonly height: number;
  /** Whether it holds the original on the left of the result. */
  readonly isPair: boolean;
}

interface Options {
  readonly source: Source;
  readonly settings: Pick<ExportSettings, 'of' | 'crop' | 'width'>;
  readonly captions: readonly string[];
  readonly label: string;
}

/** Of a picture's height, and never lower than letters need. */
const bandShare = 0.09;
const lowestBandPx = 18;

export const exportPictures = ({ source, settings, captions, label }: Options): ExportPictures => {
  const single = { width: source.isPair ? source.width / 2 : source.width, height: source.height };
  const crop = withinPicture(settings.crop, single);
  const width = even(settings.width ?? crop.width);
  const height = even((crop.height * width) / crop.width);
  const isPair = settings.of === 'pair';
  const band = captions.length === 0 ? undefined : bandOf({ captions, width: isPair ? 2 * width : width, height });
  const mark = needsMark({ source, single, crop, scale: width / crop.width, label })
    ? makeLabel({ text: label, width, height })
    : undefined;

  const part = (frame: VideoFrame, left: number): RgbImage => {
    const scale = crop.width / width;
    const toFrame = { a: scale, b: 0, tx: left + crop.left, ty: crop.top };
    return sampleImage({ frame, toFrame, width, height });
  };
  const result = (frame: VideoFrame): RgbImage => {
    const picture = part(frame, source.isPair ? single.width : 0);
    if (!mark) return picture;
    const planes = rgbToFrame(picture);
    drawLabel(mark, planes);
    return frameToRgb(planes);
  };
  const draw = (frame: VideoFrame): RgbImage => {
    const picture = isPair ? beside(part(frame, 0), result(frame)) : result(frame);
    return band ? under(band, picture) : picture;
  };
  return { width: isPair ? 2 * width : width, height: height + (band?.height ?? 0), draw };
};

const even = (side: number): number => Math.max(2, 2 * Math.round(side / 2));

const withinPicture = (crop: ExportCrop | null, { width, height }: { width: number; height: number }): ExportCrop => {
  if (!crop) return { left: 0, top: 0, width, height };
  const [left, top] = [Math.min(crop.left, width - 2), Math.min(crop.top, height - 2)];
  return { left, top, width: Math.min(crop.width, width - left), height: Math.min(crop.height, height - top) };
};

const bandOf = ({
  captions,
  width,
  height,
}: {
  captions: readonly string[];
  width: number;
  height: number;
}): RgbImage => captionBand({ texts: captions, width, height: even(Math.max(lowestBandPx, height * bandShare)) });

/** Where the label of the source is cut, or would be too small to be read. */
const needsMark = (options: {
  readonly source: Source;
  readonly single: { readonly width: number; readonly height: number };
  readonly crop: ExportCrop;
  readonly scale: number;
  readonly label: string;
}): boolean => {
  const { source, single, crop, scale, label } = options;
  // As it was laid out when the source was written.
  const from = source.isPair ? single.width : 0;
  const there = makeLabel({ text: label, width: source.width, height: source.height, from });
  const left = there.left - from;
  const isWhole =
    left >= crop.left &&
    there.top >= crop.top &&
    left + there.width <= crop.left + crop.width &&
    there.top + there.height <= crop.top + crop.height;
  return !isWhole || there.letterPx * scale < smallestLetterPx;
};

const under = (band: RgbImage, picture: RgbImage): RgbImage => {
  const data = new Uint8Array(band.data.length + picture.data.length);
  data.set(band.data);
  data.set(picture.data, band.data.length);
  return { width: picture.width, height: band.height + picture.height, data };
};
