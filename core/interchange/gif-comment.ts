/** A comment in a GIF (GIF89a, section 24): the one thing of words that the format holds. */

const [extension, commentLabel, trailer] = [0x21, 0xfe, 0x3b];
const longestBlock = 255;

/** The same picture with these words behind its last frame. */
export const withGifComment = (gif: Uint8Array, text: string): Uint8Array => {
  if (gif.at(-1) !== trailer) throw new Error('this is no whole GIF');
  const words = new TextEncoder().encode(text);
  const blocks: number[] = [];
  for (let at = 0; at < words.length; at += longestBlock) {
    const block = words.subarray(at, at + longestBlock);
    blocks.push(block.length, ...block);
  }
  const comment = [extension, commentLabel, ...blocks, 0, trailer];
  const out = new Uint8Array(gif.length - 1 + comment.length);
  out.set(gif.subarray(0, -1));
  out.set(comment, gif.length - 1);
  return out;
};
