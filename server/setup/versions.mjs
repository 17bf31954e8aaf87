// @ts-check
/** Versions as tools print them ("v24.21.0", "n8.1.2", "5.1.9-0+deb12u1") and how they compare. */

/**
 * The first dotted number in a text, or undefined.
 * @param {string | undefined} text
 */
export const versionIn = (text) => /\d+(?:\.\d+)+/.exec(text ?? '')?.[0];

/**
 * @param {string} version
 * @param {string} floor
 */
export const isAtLeast = (version, floor) => {
  const have = numbersOf(version);
  const want = numbersOf(floor);
  for (let i = 0; i < Math.max(have.length, want.length); i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
};

/** @param {string} version */
const numbersOf = (version) => (versionIn(version) ?? version).split('.').map(Number);
