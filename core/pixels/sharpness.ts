/** How sharp a picture is: the variance of the Laplacian of its grey values (Pech-Pacheco 2000). */
import type { RgbImage } from './image.ts';

/** Higher is sharper; a flat picture has 0. Compare only pictures of one size. */
export const sharpnessOf = ({ width, height, data }: RgbImage): number => {
  const grey = new Float32Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    grey[i] =
      0.299 * (data[i * 3] as number) + 0.587 * (data[i * 3 + 1] as number) + 0.114 * (data[i * 3 + 2] as number);
  }
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const around =
        (grey[at - 1] as number) +
        (grey[at + 1] as number) +
        (grey[at - width] as number) +
        (grey[at + width] as number);
      const laplacian = around - 4 * (grey[at] as number);
      sum += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
  }
  const mean = sum / count;
  return squares / count - mean * mean;
};
