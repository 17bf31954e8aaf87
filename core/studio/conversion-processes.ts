/** How many processes render segments of one conversion at once: one a GPU, on processors as many as cores and memory feed. */

export interface RenderingMachine {
  readonly cores: number;
  /** GPUs of which each takes a process of its own; none where there is one, or none. */
  readonly gpus: number;
  readonly freeBytes: number;
}

/** The main thread, decoder and encoder of one process together rarely fill more. */
const coresOfProcess = 6;

export const conversionProcesses = ({
  machine: { cores, gpus, freeBytes },
  segments,
  neededBytes,
  asked,
}: {
  readonly machine: RenderingMachine;
  readonly segments: number;
  /** By one process. */
  readonly neededBytes: number;
  /** By a person; 0 leaves it to the machine. */
  readonly asked: number;
}): number => {
  if (asked > 0) return Math.max(1, Math.min(asked, segments));
  const fed = gpus > 1 ? gpus : Math.floor(cores / coresOfProcess);
  return Math.max(1, Math.min(fed, segments, Math.floor(freeBytes / neededBytes)));
};

/** As evenly as may be, each process a stretch of neighbours. */
export const inStretches = <Item>(items: readonly Item[], stretches: number): Item[][] =>
  Array.from({ length: stretches }, (_, at) =>
    items.slice(Math.round((at * items.length) / stretches), Math.round(((at + 1) * items.length) / stretches)),
  ).filter((stretch) => stretch.length > 0);
