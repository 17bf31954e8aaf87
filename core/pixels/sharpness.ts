/** How sharp a picture is: the variance of the Laplacian of its grey values (Pech-Pacheco 2000). */
import type { RgbImage } from './image.ts';

/** Higher is sharper; a flat picture has 0. Compare only pictures of one size. */
export const sharpnessOf = (image: RgbImage): number => {
  const { width, height } = image;
  // Three rows are all that is looked at at once: a grey picture of its own would be a quarter megabyte of garbage a face.
  let [above, here, below] = [0, 1, 2].map(() => new Float32Array(width)) as [Float32Array, Float32Array, Float32Array];
  greyRow(image, 0, here);
  greyRow(image, 1, below);
  let [sum, squares] = [0, 0];
  for (let y = 1; y < height - 1; y++) {
    [above, here, below] = [here, below, above];
    greyRow(image, y + 1, below);
    for (let x = 1; x < width - 1; x++) {
      const around = (here[x - 1] as number) + (here[x + 1] as number) + (above[x] as number) + (below[x] as number);
      const laplacian = around - 4 * (here[x] as number);
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  }
  const count = (width - 2) * (height - 2);
  const mean = sum / count;
  return squares / count - mean * mean;
};

const greyRow = ({ width, data }: RgbImage, y: number, into: Float32Array): void => {
  for (let x = 0, at = y * width * 3; x < width; x++, at += 3)
    into[x] = 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
};
