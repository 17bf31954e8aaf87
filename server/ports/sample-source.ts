/** Where the sample project's clips come from. */
export interface SamplePerson {
  readonly name: string;
  /** Who lets the clips be used, and under what terms: written into the consent record. */
  readonly grantedBy: string;
  readonly purpose: string;
  readonly evidence: string;
  /** Files on this machine; the studio copies them. */
  readonly clips: readonly { readonly path: string; readonly name: string }[];
}

export interface SampleSource {
  /** The two people, first A, then B; fetched once and kept. @throws StudioError package_unavailable */
  fetch(options: { readonly signal: AbortSignal }): Promise<readonly SamplePerson[]>;
}
