/** The numbers of `hashed` in hashed.py, exactly: [0, 1) from 0..count-1 and a stream's number. */
export const hashed = (count: number, stream: number): Float64Array => {
  const numbers = new Float64Array(count);
  for (let index = 0; index < count; index += 1) numbers[index] = hashedNumber(index, stream);
  return numbers;
};

export const hashedNumber = (index: number, stream: number): number => {
  let h = (Math.imul(index, 2654435761) + Math.imul(stream, 40503)) | 0;
  h ^= h >>> 15;
  h = Math.imul(h, 2246822519);
  h ^= h >>> 13;
  h = Math.imul(h, 3266489917);
  h ^= h >>> 16;
  return (h >>> 0) / 2 ** 32;
};
