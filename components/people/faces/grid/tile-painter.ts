/** Draws one face: its picture, and marks for selected, for its state and for being a near-duplicate. */
import type { FaceState } from '#core/contract/face.ts';

export interface Tile {
  readonly picture: ImageBitmap | null;
  /** Null while its row is not here. */
  readonly state: FaceState | null;
  readonly isTwin: boolean;
  readonly selected: boolean;
}

export interface TileColors {
  readonly stage: string;
  readonly empty: string;
  readonly accent: string;
  readonly onAccent: string;
}

export interface Corner {
  readonly x: number;
  readonly y: number;
  /** Side, in the same unit. */
  readonly size: number;
}

export function paintTile(context: CanvasRenderingContext2D, tile: Tile, at: Corner & { colors: TileColors }): void {
  const { x, y, size, colors } = at;
  context.globalAlpha = 1;
  context.fillStyle = tile.picture ? colors.stage : colors.empty;
  context.fillRect(x, y, size, size);
  if (tile.picture) {
    context.globalAlpha = tile.state === null ? 1 : strength[tile.state];
    context.drawImage(tile.picture, x, y, size, size);
    context.globalAlpha = 1;
  }
  if (tile.isTwin) paintTwinMark(context, { x: x + size * 0.05, y: y + size * 0.95, size });
  if (tile.state !== null && tile.state !== 'kept') paintStateMark(context, { x, y, size }, tile.state);
  if (tile.selected) paintSelected(context, at);
}

export function readTileColors(element: Element): TileColors {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    stage: color('--stage'),
    empty: color('--hover'),
    accent: color('--accent'),
    onAccent: color('--on-accent'),
  };
}

/** What is out of use stands back. */
const strength: Record<FaceState, number> = { kept: 1, unsure: 1, other: 0.5, rejected: 0.25 };
const markColor: Record<FaceState, string> = { kept: '', unsure: '#b45309', other: '#404040', rejected: '#b91c1c' };

function paintSelected(
  context: CanvasRenderingContext2D,
  { x, y, size, colors }: Corner & { colors: TileColors },
): void {
  const width = Math.max(2, size * 0.03);
  context.strokeStyle = colors.accent;
  context.lineWidth = width;
  context.strokeRect(x + width / 2, y + width / 2, size - width, size - width);
  const mark = markOf({ x: x + width, y: y + width, size });
  disc(context, { x: mark.radius + mark.x, y: mark.radius + mark.y, radius: mark.radius, color: colors.accent });
  strokes(context, { x: mark.x, y: mark.y, size: mark.radius * 2, color: colors.onAccent }, [
    [0.28, 0.53, 0.44, 0.69],
    [0.44, 0.69, 0.74, 0.34],
  ]);
}

function paintStateMark(context: CanvasRenderingContext2D, { x, y, size }: Corner, state: FaceState): void {
  const { radius } = markOf({ x, y, size });
  const [left, top] = [x + size - 2 * radius - size * 0.04, y + size - 2 * radius - size * 0.04];
  disc(context, { x: left + radius, y: top + radius, radius, color: markColor[state] });
  const box = { x: left, y: top, size: radius * 2, color: '#fff' };
  if (state === 'rejected')
    strokes(context, box, [
      [0.33, 0.33, 0.67, 0.67],
      [0.67, 0.33, 0.33, 0.67],
    ]);
  if (state === 'unsure') question(context, box);
  if (state === 'other') person(context, box);
}

/** Two squares, one behind the other. */
function paintTwinMark(context: CanvasRenderingContext2D, { x, y, size }: Corner): void {
  const side = Math.max(5, Math.min(10, size * 0.09));
  context.lineWidth = Math.max(1, side / 6);
  context.strokeStyle = '#000a';
  context.fillStyle = '#fffc';
  for (const [dx, dy] of [
    [side * 0.5, side * 1.5],
    [0, side],
  ] as const) {
    context.fillRect(x + dx, y - dy, side, side);
    context.strokeRect(x + dx, y - dy, side, side);
  }
}

const markOf = ({ x, y, size }: Corner): { x: number; y: number; radius: number } => {
  const radius = Math.max(4, Math.min(20, size * 0.085));
  return { x: x + radius * 0.4, y: y + radius * 0.4, radius };
};

function disc(
  context: CanvasRenderingContext2D,
  { x, y, radius, color }: { x: number; y: number; radius: number; color: string },
): void {
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

type Box = Corner & { color: string };

/** Lines given as x1 y1 x2 y2 of the box's side. */
function strokes(
  context: CanvasRenderingContext2D,
  { x, y, size, color }: Box,
  lines: readonly (readonly number[])[],
): void {
  context.strokeStyle = color;
  context.lineWidth = size * 0.12;
  context.lineCap = 'round';
  context.beginPath();
  for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of lines) {
    context.moveTo(x + x1 * size, y + y1 * size);
    context.lineTo(x + x2 * size, y + y2 * size);
  }
  context.stroke();
}

function question(context: CanvasRenderingContext2D, { x, y, size, color }: Box): void {
  context.fillStyle = color;
  context.font = `600 ${size * 0.72}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText('?', x + size / 2, y + size * 0.54);
}

function person(context: CanvasRenderingContext2D, { x, y, size, color }: Box): void {
  disc(context, { x: x + size / 2, y: y + size * 0.38, radius: size * 0.15, color });
  context.beginPath();
  context.arc(x + size / 2, y + size * 0.78, size * 0.24, Math.PI, 0);
  context.fill();
}
