/**
 * What was done to faces since the list came from the server, as layers over it: so a change shows at once, is taken back if it is
 * refused, and undo puts a face back in the very place it had. The journal itself is the server's.
 */
import type { FaceState } from '#core/contract/face.ts';

export interface Layer {
  /** Its number on this page, until the server names it. */
  readonly key: number;
  /** Null while the server has not answered. */
  readonly editId: string | null;
  /** Null where only the server knows which faces an edit changes. */
  readonly change: { readonly ids: ReadonlySet<string>; readonly state: FaceState } | null;
  /** Undone ones are kept, so that redo shows at once as well. */
  readonly undone: boolean;
  /** The face that had the focus: undo leads back to it. */
  readonly focus: string | null;
}

export type Layers = readonly Layer[];

/** A new edit ends what could be redone. */
export const addLayer = (layers: Layers, layer: Layer): Layers => [...layers.filter(({ undone }) => !undone), layer];

export const nameLayer = (layers: Layers, key: number, editId: string): Layers =>
  layers.map((layer) => (layer.key === key ? { ...layer, editId } : layer));

export const dropLayer = (layers: Layers, key: number): Layers => layers.filter((layer) => layer.key !== key);

/** What undo takes back next, of what this page did. */
export const lastDone = (layers: Layers): Layer | undefined => layers.findLast(({ undone }) => !undone);

/** What redo does next: the undone lie after all that is done, the one undone last first. */
export const firstUndone = (layers: Layers): Layer | undefined => layers.find(({ undone }) => undone);

export const turnLayer = (layers: Layers, key: number, undone: boolean): Layers =>
  layers.map((layer) => (layer.key === key ? { ...layer, undone } : layer));

/** The state a face has through the layers; undefined = as the server says. */
export function stateThrough(layers: Layers, id: string): FaceState | undefined {
  for (let at = layers.length - 1; at >= 0; at -= 1) {
    const layer = layers[at];
    if (layer?.change && !layer.undone && layer.change.ids.has(id)) return layer.change.state;
  }
  return undefined;
}

/** The ids that stay in sight: all, but for those whose state the layers changed to one that the view does not show. */
export function through(
  layers: Layers,
  order: readonly string[],
  shows: (state: FaceState) => boolean,
): readonly string[] {
  const hides = layers.some(({ change, undone }) => change && !undone && !shows(change.state));
  if (!hides) return order;
  return order.filter((id) => {
    const state = stateThrough(layers, id);
    return state === undefined || shows(state);
  });
}
