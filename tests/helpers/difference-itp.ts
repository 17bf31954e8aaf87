/** How unlike colours of HDR look: ITU-R BT.2124's dE ITP, 1 being about what a trained eye just sees. */
import type { HdrTransfer } from '#core/pixels/image.ts';

type Triple = readonly [number, number, number];

interface Compared {
  readonly width: number;
  readonly height: number;
  readonly kind: HdrTransfer;
  /** Of one frame: yuv420p10le, limited range. */
  readonly one: Uint16Array;
  readonly other: Uint16Array;
  /** Places in the luma plane. */
  readonly at: readonly number[];
}

export const differenceItp = ({ kind, one, other, at, ...size }: Compared): { mean: number; worst: number } => {
  const differences = at.map((place) => {
    const [a, b] = [one, other].map((planes) => itpOf(nitsOf[kind](rgbAt(planes, size, place)))) as [Triple, Triple];
    return 720 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  });
  return {
    mean: differences.reduce((sum, value) => sum + value, 0) / differences.length,
    worst: differences.reduce((most, value) => Math.max(most, value), 0),
  };
};

const rgbAt = (planes: Uint16Array, { width, height }: { width: number; height: number }, at: number): Triple => {
  const [columns, rows] = [(width + 1) >> 1, (height + 1) >> 1];
  const half = width * height + (Math.floor(at / width) >> 1) * columns + ((at % width) >> 1);
  const y = ((planes[at] as number) - 64) / 876;
  const [u, v] = [half, half + columns * rows].map((place) => ((planes[place] as number) - 512) / 896) as [
    number,
    number,
  ];
  return [y + 1.4746 * v, y - 0.16455 * u - 0.57135 * v, y + 1.8814 * u];
};

const each = ([r, g, b]: Triple, change: (value: number) => number): Triple => [change(r), change(g), change(b)];

const [m1, m2, c1, c2, c3] = [2610 / 16384, (2523 / 4096) * 128, 3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32];

const nitsOf = {
  pq: (signal: Triple): Triple =>
    each(signal, (value) => {
      const power = Math.max(value, 0) ** (1 / m2);
      return 10_000 * (Math.max(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1);
    }),
  hlg: (signal: Triple): Triple => {
    const scene = each(signal, (e) =>
      e <= 0.5 ? Math.max(e, 0) ** 2 / 3 : (Math.exp((e - 0.55991073) / 0.17883277) + 0.28466892) / 12,
    );
    const light = 0.2627 * scene[0] + 0.678 * scene[1] + 0.0593 * scene[2];
    return each(scene, (value) => 1000 * light ** 0.2 * value);
  },
} as const;

/** BT.2100's ICtCp, Ct halved as BT.2124 has it. */
const itpOf = ([r, g, b]: Triple): Triple => {
  const [l, m, s] = [
    (1688 * r + 2146 * g + 262 * b) / 4096,
    (683 * r + 2951 * g + 462 * b) / 4096,
    (99 * r + 309 * g + 3688 * b) / 4096,
  ].map((value) => {
    const power = (Math.max(value, 0) / 10_000) ** m1;
    return ((c1 + c2 * power) / (1 + c3 * power)) ** m2;
  }) as [number, number, number];
  return [0.5 * l + 0.5 * m, (6610 * l - 13_613 * m + 7003 * s) / 8192, (17_933 * l - 17_390 * m - 543 * s) / 4096];
};
