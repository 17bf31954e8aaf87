/** Models of others, as the database keeps them. */
import type { DfmFacts } from '#core/contract/dfm-model.ts';

/** A model of others: `models/<id>/model.dfm`. */
export interface DfmModelRecord extends DfmFacts {
  readonly id: string;
  readonly name: string;
  /** Whose face it shows; null while nobody has said so. */
  readonly personId: string | null;
  readonly createdAt: string;
}

export interface DfmModelStore {
  insert(model: DfmModelRecord): Promise<void>;
  read(id: string): Promise<DfmModelRecord | undefined>;
  /** Newest first. */
  list(filter?: { readonly personId?: string }): Promise<DfmModelRecord[]>;
  update(id: string, changes: Pick<DfmModelRecord, 'personId'>): Promise<void>;
  remove(id: string): Promise<void>;
}
