/** What a part of a model is, whatever its architecture calls it: `inter_ab` is an inter, `decoder_b` a decoder. */
import { type PartKind, partKind } from '#core/contract/training-recipe.ts';
import type { WeightSpec } from './layers.ts';

export const partKindOf = (partName: string): PartKind => partKind.parse(partName.split('_', 1)[0]);

export const kindOfWeight = ({ name }: Pick<WeightSpec, 'name'>): PartKind =>
  partKindOf(name.slice(0, name.indexOf('/')));
