/** What ffmpeg calls a layout of samples: as a format of pixels, and as the kind of raw video in a Matroska stream. */
import type { SampleLayout } from '#core/pixels/sample-layout.ts';

export const pixelName = ({ bits, chroma }: SampleLayout): string => {
  const planes = chroma === 'rgb' ? 'gbrp' : `yuv${chroma.replaceAll(':', '')}p`;
  return bits === 8 ? planes : `${planes}${bits}le`;
};

/** Four bytes, as ffmpeg's NUT names them. */
export const rawVideoTag = ({ bits, chroma }: SampleLayout): Buffer => {
  if (bits === 8 && chroma !== 'rgb') return Buffer.from(ofEightBits[chroma]);
  return Buffer.from([...Buffer.from(chroma === 'rgb' ? 'G3' : 'Y3'), halvings[chroma], bits]);
};

const ofEightBits = { '4:2:0': 'I420', '4:2:2': 'Y42B', '4:4:4': '444P' } as const;

/** How often chroma is halved: across in tens, down in ones. */
const halvings = { '4:2:0': 11, '4:2:2': 10, '4:4:4': 0, rgb: 0 } as const;
