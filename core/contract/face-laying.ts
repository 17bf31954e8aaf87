/** How a drawn face is laid over its frame: whose colours it takes on, and where it shows. */
import { z } from 'zod';

/**
 * How the swapped face takes on the colours of the frame: mean and spread in L*a*b*, the mean alone, the histogram of each
 * channel, the linear map of its colours (MKL), seamless from the mask's border (Poisson), or not at all.
 */
export const colourTransfer = z.enum(['lab', 'mean', 'histogram', 'linear', 'seamless', 'none']);
export type ColourTransfer = z.infer<typeof colourTransfer>;

/**
 * Where the drawn face shows: inside the hull of the landmarks, where the model says that there is face, or where both
 * say so. `auto` takes both of a model that draws masks: the hull shows more of the new face (after five minutes of `studio`
 * 92 % of one man's swaps were nearer to the other, 88 % with both), but where the face beneath is the wider one it shows
 * the new one's hair and background, as dark blotches along the jaw. Of a model that draws none it takes the hull as far as
 * the drawn face reaches, told by its colours (core/pixels/drawn-narrowing.ts): after five minutes of `swift` the steps of
 * colour at the edge were smaller for two pairs both ways, and as many or more swaps nearer to the other. Before a room of
 * strong colour it does so of every model: of a blue screen a seam showed at both jaws.
 */
export const swapMaskChoice = z.enum(['auto', 'hull', 'learned', 'both']);
export type SwapMaskChoice = z.infer<typeof swapMaskChoice>;
