/** Names of everything held in the query cache: one place, because socket events patch by the same names. */
export const queryKeys = {
  persons: ['persons'] as const,
  clips: (personId?: string) => (personId ? (['clips', personId] as const) : (['clips'] as const)),
  links: (personId: string) => ['links', personId] as const,
  faces: (personId: string) => ['faces', personId] as const,
  /** With the person's faces: whatever changes those may change whom a clip shows. */
  clipClusters: (personId: string, clipId: string) => ['faces', personId, 'clusters', clipId] as const,
  coverage: ['coverage'] as const,
  runs: ['runs'] as const,
  /** Of the whole run; a range of it has both ends behind. */
  curve: (runId: string) => ['curve', runId] as const,
  forecasts: ['forecasts'] as const,
  previews: (runId: string) => ['previews', runId] as const,
  runLog: (runId: string) => ['run-log', runId] as const,
  modelExports: (runId: string, written: number) => ['model-exports', runId, written] as const,
  sharedModels: (runId: string, written: number) => ['shared-models', runId, written] as const,
  dfmModels: ['dfm-models'] as const,
  conversions: ['conversions'] as const,
  exports: (conversionId: string, written?: number) =>
    written === undefined ? (['exports', conversionId] as const) : (['exports', conversionId, written] as const),
  lookPresets: ['look-presets'] as const,
  lookPick: ['look-pick'] as const,
  conversionReport: (conversionId: string) => ['conversion-report', conversionId] as const,
  jobs: ['jobs'] as const,
  jobLog: (jobId: string) => ['job-log', jobId] as const,
  system: ['system'] as const,
};
