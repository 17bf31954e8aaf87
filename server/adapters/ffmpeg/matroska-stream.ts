/**
 * Raw pictures with their times, as a Matroska stream that ffmpeg reads from a pipe: a bare picture pipe has no times,
 * so a clip of uneven frame rate would come out at an even one. Element ids: RFC 9559.
 */
import { plainLayout, type SampleLayout } from '#core/pixels/sample-layout.ts';
import { rawVideoTag } from './pixel-names.ts';
import type { SourceColours } from './source-colours.ts';

/** Ticks of a microsecond. */
const timestampScaleNs = 1000;

interface PictureStream {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  /** yuv420p of 8 bits without. */
  readonly layout?: SampleLayout | undefined;
  /** What goes with a clip's own samples into whatever they are encoded as. */
  readonly colours?: SourceColours | undefined;
}

/** What comes before the first picture. */
export const streamHeader = (options: PictureStream): Buffer =>
  Buffer.concat([
    element(0x1a45dfa3, [
      element(0x4286, unsigned(1)),
      element(0x42f7, unsigned(1)),
      element(0x42f2, unsigned(4)),
      element(0x42f3, unsigned(8)),
      element(0x4282, Buffer.from('matroska')),
      element(0x4287, unsigned(4)),
      element(0x4285, unsigned(2)),
    ]),
    // A segment of unknown size: it ends with the pipe.
    Buffer.from('1853806701ffffffffffffff', 'hex'),
    element(0x1549a966, [
      element(0x2ad7b1, unsigned(timestampScaleNs)),
      element(0x4d80, Buffer.from('understudy')),
      element(0x5741, Buffer.from('understudy')),
    ]),
    element(0x1654ae6b, [element(0xae, trackEntry(options))]),
  ]);

const trackEntry = (options: PictureStream): Buffer[] => [
  element(0xd7, unsigned(1)),
  element(0x73c5, unsigned(1)),
  element(0x83, unsigned(1)),
  element(0x9c, unsigned(0)),
  element(0x23e383, unsigned(Math.round(1e9 / options.frameRate))),
  element(0x86, Buffer.from('V_UNCOMPRESSED')),
  element(0xe0, [
    element(0xb0, unsigned(options.width)),
    element(0xba, unsigned(options.height)),
    element(0x2eb524, rawVideoTag(options.layout ?? plainLayout)),
    ...(options.colours ? [element(0x55b0, colourElements(options.colours))] : []),
  ]),
];

const colourElements = ({ chromaSite, mastering, light }: SourceColours): Buffer[] => [
  ...(chromaSite ? [element(0x55b7, unsigned(chromaSite[0])), element(0x55b8, unsigned(chromaSite[1]))] : []),
  ...(light ? [element(0x55bc, unsigned(light.mostOfPixels)), element(0x55bd, unsigned(light.mostOfFrames))] : []),
  ...(mastering
    ? [
        element(0x55d0, [
          ...mastering.points.map((value, at) => element(0x55d1 + at, double(value))),
          element(0x55d9, double(mastering.brightestNits)),
          element(0x55da, double(mastering.darkestNits)),
        ]),
      ]
    : []),
];

/** What comes before each picture of `pictureBytes`: a cluster of its own, so that any time fits. */
export const pictureHeader = (options: { readonly timeSeconds: number; readonly pictureBytes: number }): Buffer => {
  const time = element(0xe7, unsigned(Math.round(options.timeSeconds * 1e6)));
  // Track 1, no offset from the cluster's time, a key frame.
  const blockHead = Buffer.from([0x81, 0, 0, 0x80]);
  const blockSize = sizeBytes(blockHead.length + options.pictureBytes);
  const clusterSize = sizeBytes(time.length + 1 + blockSize.length + blockHead.length + options.pictureBytes);
  return Buffer.concat([Buffer.from('1f43b675', 'hex'), clusterSize, time, Buffer.from([0xa3]), blockSize, blockHead]);
};

const element = (id: number, content: Buffer | readonly Buffer[]): Buffer => {
  const body = Buffer.isBuffer(content) ? content : Buffer.concat(content);
  return Buffer.concat([unsigned(id), sizeBytes(body.length), body]);
};

/** Big-endian, as few bytes as hold it. */
const unsigned = (value: number): Buffer => {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
};

const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
};

/** A size in eight bytes: one marker byte, seven of number. */
const sizeBytes = (size: number): Buffer => Buffer.from(`01${size.toString(16).padStart(14, '0')}`, 'hex');
