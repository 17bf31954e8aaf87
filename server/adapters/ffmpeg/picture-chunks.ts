/**
 * A frame's planes as the bytes of a picture for an encoder, as they lie: three megabytes copied for each frame of HD cost
 * as much as drawing half a face. Copied are the rows that bear the label, and all of a picture with an odd side, which
 * gets one more row or column, since players want even ones.
 */
import type { Samples, YuvPlanes } from '#core/pixels/image.ts';
import { drawLabel, type Label } from '#core/pixels/label.ts';

/** To be sent one after the other. The frame stays as it is, and must until they are sent. */
export const pictureChunks = (frame: YuvPlanes, label: Label | undefined): readonly Uint8Array[] => {
  const planes = isEven(frame) ? frame : copyEven(frame);
  return (label ? labelled(planes, label) : [planes.y, planes.u, planes.v]).map(asBytes);
};

export const even = (side: number): number => side + (side % 2);

export const pictureBytes = ({ width, height, y }: YuvPlanes): number =>
  ((even(width) * even(height) * 3) / 2) * y.BYTES_PER_ELEMENT;

const isEven = ({ width, height }: YuvPlanes): boolean => width % 2 === 0 && height % 2 === 0;

const labelled = (planes: YuvPlanes, label: Label): Samples[] => {
  const top = label.top - (label.top % 2);
  const bottom = Math.min(even(label.top + label.height), planes.height);
  const [luma, chroma] = [planes.width, planes.width / 2];
  const rows = {
    y: copied(planes.y.subarray(top * luma, bottom * luma)),
    u: copied(planes.u.subarray((top / 2) * chroma, (bottom / 2) * chroma)),
    v: copied(planes.v.subarray((top / 2) * chroma, (bottom / 2) * chroma)),
  };
  drawLabel({ ...label, top: label.top - top }, { ...planes, ...rows, height: bottom - top });
  const around = (plane: Samples, within: Samples, first: number): Samples[] => [
    plane.subarray(0, first),
    within,
    plane.subarray(first + within.length),
  ];
  return [
    ...around(planes.y, rows.y, top * luma),
    ...around(planes.u, rows.u, (top / 2) * chroma),
    ...around(planes.v, rows.v, (top / 2) * chroma),
  ].filter(({ length }) => length > 0);
};

/** `slice` would not do: a Buffer's is a view. */
const copied = (samples: Samples): Samples =>
  samples instanceof Uint8Array ? new Uint8Array(samples) : new Uint16Array(samples);

const asBytes = ({ buffer, byteOffset, byteLength }: Samples): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const copyEven = <Planes extends YuvPlanes>(frame: Planes): Planes => {
  const [width, height] = [even(frame.width), even(frame.height)];
  const luma = width * height;
  const samples = frame.y instanceof Uint8Array ? new Uint8Array(luma * 1.5) : new Uint16Array(luma * 1.5);
  const y = samples.subarray(0, luma);
  if (width === frame.width) y.set(frame.y);
  else for (let row = 0; row < frame.height; row += 1) copyRowRepeatingEnd(frame, y, row);
  if (height !== frame.height) y.copyWithin(width * frame.height, width * (frame.height - 1), width * frame.height);
  const u = samples.subarray(luma, luma + luma / 4);
  const v = samples.subarray(luma + luma / 4);
  u.set(frame.u);
  v.set(frame.v);
  return { ...frame, width, height, y, u, v };
};

const copyRowRepeatingEnd = (frame: YuvPlanes, to: Samples, row: number): void => {
  const source = frame.y.subarray(row * frame.width, (row + 1) * frame.width);
  const start = row * (frame.width + 1);
  to.set(source, start);
  to[start + frame.width] = source.at(-1) ?? 0;
};
