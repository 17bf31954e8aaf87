/** float32 to bfloat16, its upper half, rounded to nearest, ties to even, as TensorFlow's Cast does. */
export const bfloat16Bits = (data: Float32Array): Uint16Array => {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const halves = new Uint16Array(data.length);
  for (let index = 0; index < bits.length; index += 1) {
    const value = bits[index] as number;
    // A NaN must not round up to infinity.
    const isNan = (value & 0x7fffffff) > 0x7f800000;
    halves[index] = isNan ? 0x7fc0 : (value + 0x7fff + ((value >>> 16) & 1)) >>> 16;
  }
  return halves;
};
