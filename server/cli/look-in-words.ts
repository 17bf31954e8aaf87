/** What was measured to choose how a face is laid, for a terminal. */
import type { LookPick, MeasuredLook } from '#core/contract/look-pick.ts';

export const lookInWords = ({ frames, looks, coveredShare, ...chosen }: LookPick): string => {
  if (frames === 0) return 'Nothing could be measured of how the face is best laid: it is laid as usual.';
  const covers = coveredShare === null ? '' : `, up to ${Math.round(coveredShare * 100)} % of the face covered`;
  const picked = `Laid as ${chosen.colourTransfer}, mask ${chosen.mask}, what lies before the face ${chosen.keepInFront ? 'stays in front' : 'is painted over'}`;
  return [`${picked}; by ${frames} frames${covers}:`, ...looks.map(lineOf)].join('\n');
};

const lineOf = ({ colourTransfer, mask, figures, verdict }: MeasuredLook): string => {
  const number = (value: number | null) => (value === null ? '-' : value.toFixed(3));
  const { seam, tone, likenessToShown, likenessToReplaced, flicker, landmarks, wobble } = figures;
  const values = `edge ${number(seam)} dE, tone ${number(tone)} dE, likeness ${number(likenessToShown)} and ${number(likenessToReplaced)}, flicker ${number(flicker)}, landmarks ${number(landmarks)}, mask's wobble ${number(wobble)}`;
  return `  ${colourTransfer}, ${mask}: ${values} (${verdict})`;
};
