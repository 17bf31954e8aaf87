/** How work goes, on stderr: a line at most every two seconds a job, and one at its end. */
import type { NumberedEvent } from '#core/contract/events.ts';
import type { JobView } from '#core/contract/jobs.ts';
import type { EventBus } from '#server/services/event-bus.ts';

const intervalMs = 2000;

export const showProgress = (events: EventBus, say: (line: string) => void): Disposable => {
  const lastMs = new Map<string, number>();
  const losses = new Map<string, string>();
  const listen = ({ event }: NumberedEvent): void => {
    if (event.type === 'run:losses') {
      const last = event.points.at(-1);
      if (last)
        losses.set(
          event.runId,
          ` · loss A ${last.a.toFixed(4)} B ${last.b.toFixed(4)} · ${last.imagesPerSecond?.toFixed(0)} images/s`,
        );
      return;
    }
    if (event.type !== 'job:changed') return;
    const { job } = event;
    const isOver = job.endedAt !== null;
    if (!isOver && performance.now() - (lastMs.get(job.id) ?? Number.NEGATIVE_INFINITY) < intervalMs) return;
    lastMs.set(job.id, performance.now());
    say(lineOf(job) + (losses.get(job.subject.id) ?? ''));
  };
  return { [Symbol.dispose]: events.subscribe(listen) };
};

const lineOf = ({ kind, title, state, progress }: JobView): string => {
  const head = `[${kind}] ${title}`;
  if (state !== 'running' || !progress) return `${head}: ${state}`;
  const total = progress.total === null ? '' : `/${Math.round(progress.total)}`;
  const rate = progress.rate === null ? '' : `, ${progress.rate.toPrecision(3)}/s`;
  const left = progress.etaSeconds === null ? '' : `, ${Math.ceil(progress.etaSeconds)} s left`;
  return `${head}: ${progress.stage} ${Math.round(progress.done)}${total} ${progress.unit}${rate}${left}`;
};
