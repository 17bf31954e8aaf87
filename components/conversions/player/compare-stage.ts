/**
 * Paints original and result on one canvas: side by side, one over the other with a movable border, how they differ, or one
 * of them alone.
 */
export const compareModes = ['sideBySide', 'slider', 'difference', 'result'] as const;
export type CompareMode = (typeof compareModes)[number];

/** A video, or the half of one that holds this picture. */
export interface Picture {
  readonly video: HTMLVideoElement;
  readonly part: 'whole' | 'left' | 'right';
}

export interface Stage {
  readonly original: Picture | null;
  readonly result: Picture;
  readonly mode: CompareMode;
  /** The original alone, whatever the mode: while a key is held. */
  readonly flipped: boolean;
  /** Where the border lies, 0..1 from the left. */
  readonly split: number;
  /** One above the other, for narrow windows. */
  readonly stacked: boolean;
}

export function paintStage(canvas: HTMLCanvasElement, stage: Stage): void {
  const context = canvas.getContext('2d');
  if (!context || stage.result.video.videoWidth === 0) return;
  if (stage.result.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
  const [result, original] = shownOf(stage);
  const { mode, stacked } = stage;
  const { width, height } = result;
  const alone = original !== null && stage.flipped;
  const both = original !== null && !alone && mode === 'sideBySide';
  resize(canvas, both && !stacked ? width * 2 : width, both && stacked ? height * 2 : height);
  if (both) {
    paint(context, original, { left: 0, top: 0 });
    paint(context, result, stacked ? { left: 0, top: height } : { left: width, top: 0 });
    return;
  }
  paint(context, alone ? original : result, { left: 0, top: 0 });
  if (alone) return;
  if (original && mode === 'difference') paintDifference(context, original);
  if (original && mode === 'slider') paintSplit(context, original, Math.round(width * stage.split));
}

/** What is painted from, and which part of it. */
interface Source {
  readonly image: HTMLVideoElement | HTMLCanvasElement;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Result, then original. Of two halves of one video a still is taken first: a video that plays may go on from one drawing to
 * the next, and the two were seen to be a frame apart.
 */
const shownOf = ({ result, original }: Stage): [Source, Source | null] => {
  const image = result.part === 'whole' ? result.video : stillOf(result.video);
  return [sourceOf(result, image), original && sourceOf(original, original.part === 'whole' ? original.video : image)];
};

const sourceOf = ({ video, part }: Picture, image: Source['image']): Source => {
  const width = part === 'whole' ? video.videoWidth : Math.floor(video.videoWidth / 2);
  return { image, left: part === 'right' ? width : 0, width, height: video.videoHeight };
};

const stills = new WeakMap<HTMLVideoElement, HTMLCanvasElement>();

const stillOf = (video: HTMLVideoElement): HTMLCanvasElement => {
  const still = stills.get(video) ?? document.createElement('canvas');
  stills.set(video, still);
  if (still.width !== video.videoWidth) still.width = video.videoWidth;
  if (still.height !== video.videoHeight) still.height = video.videoHeight;
  still.getContext('2d')?.drawImage(video, 0, 0);
  return still;
};

/** The original left of the border, and the border. */
function paintSplit(context: CanvasRenderingContext2D, original: Source, borderPx: number): void {
  const { width, height } = original;
  context.save();
  context.beginPath();
  context.rect(0, 0, borderPx, height);
  context.clip();
  paint(context, original, { left: 0, top: 0 });
  context.restore();
  context.fillStyle = 'rgb(255 255 255 / 0.85)';
  context.fillRect(borderPx - 1, 0, Math.max(2, width / 640), height);
}

/** Of what is painted already from the original, in each channel, `differenceGain` times as strong: most of it is small. */
function paintDifference(context: CanvasRenderingContext2D, original: Source): void {
  context.save();
  context.globalCompositeOperation = 'difference';
  paint(context, original, { left: 0, top: 0 });
  context.globalCompositeOperation = 'lighter';
  for (let gain = 1; gain < differenceGain; gain *= 2) context.drawImage(context.canvas, 0, 0);
  context.restore();
}

/** A power of two: each time it is added to itself. */
export const differenceGain = 8;

function paint(context: CanvasRenderingContext2D, source: Source, at: { left: number; top: number }): void {
  const { image, left, width, height } = source;
  context.drawImage(image, left, 0, width, height, at.left, at.top, width, height);
}

/** Setting a canvas' size clears it, so only where it changes. Its shape is told to the style, which fits it into the window. */
function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  canvas.style.setProperty('--ratio', String(width / height));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
