'use client';
import { ArrowDownNarrowWide, ArrowDownWideNarrow, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { HistogramBrush } from '#components/charts/histogram-brush.tsx';
/** Every measure of a face as a small histogram that is a filter; its name sorts by it. */
import type { Summary } from '#components/people/faces/data/review-api.ts';
import { countNarrowings, type FaceView, widen, withRange } from '#components/people/faces/face-view.ts';
import { metricGroups, useMetricWords } from '#components/people/faces/use-metric-words.ts';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { FaceHistogram, FaceMetric, MetricRange } from '#core/contract/face-query.ts';

interface Props {
  view: FaceView;
  onView: (view: FaceView) => void;
  summary: Summary | undefined;
}

type Group = keyof typeof metricGroups;
const groups = Object.keys(metricGroups) as Group[];

export const FilterPanel = memo(function FilterPanel({ view, onView, summary }: Props) {
  const t = useTranslations('faceFilters');
  const narrowings = countNarrowings(view);
  return (
    <div className="flex flex-col gap-4 pb-4">
      <div className="flex h-7 items-center justify-between">
        <h2 className="text-xs font-medium text-ink-2">{t('title')}</h2>
        {narrowings > 0 && (
          <Button look="quiet" size="small" onClick={() => onView(widen(view))}>
            {t('clearAll')}
          </Button>
        )}
      </div>
      <Switch
        checked={view.withoutTwins}
        onChange={(withoutTwins) => onView({ ...view, withoutTwins })}
        label={<span className="text-xs font-normal">{t('hideTwins')}</span>}
      />
      {groups.map((group) => (
        <section key={group} aria-label={t(`group.${group}`)} className="flex flex-col gap-3">
          <h3 className="text-2xs font-medium text-ink-3">{t(`group.${group}`)}</h3>
          {metricGroups[group].map((metric) => (
            <MetricFilter
              key={metric}
              metric={metric}
              view={view}
              onView={onView}
              histogram={summary?.histograms[metric]}
            />
          ))}
        </section>
      ))}
    </div>
  );
});

function MetricFilter({
  metric,
  view,
  onView,
  histogram,
}: Omit<Props, 'summary'> & { metric: FaceMetric; histogram: FaceHistogram | undefined }) {
  const t = useTranslations('faceFilters');
  const words = useMetricWords();
  const range: MetricRange = view.ranges[metric] ?? [null, null];
  const narrowed = metric in view.ranges;
  const name = words.name(metric);
  return (
    <div>
      <div className="flex h-6 items-center gap-1 text-xs">
        <SortButton metric={metric} view={view} onView={onView} />
        <span className={classNames('ml-auto tabular', narrowed ? 'font-medium text-accent-text' : 'text-ink-3')}>
          {histogram && rangeInWords({ range, histogram, words: (value) => words.short(metric, value) })}
        </span>
        {narrowed && (
          <button
            type="button"
            aria-label={t('clear', { name })}
            onClick={() => onView(withRange(view, metric, [null, null]))}
            className="-mr-1 rounded-sm p-0.5 text-ink-3 hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        )}
      </div>
      {histogram ? (
        <HistogramBrush
          histogram={histogram}
          range={range}
          onRange={(next) => onView(withRange(view, metric, next))}
          names={{ from: t('from', { name }), to: t('to', { name }) }}
          words={(value) => words.whole(metric, value)}
        />
      ) : (
        <Skeleton className="h-9" />
      )}
    </div>
  );
}

/** Clicking the name sorts by it, clicking it again turns the order round. */
function SortButton({ metric, view, onView }: Omit<Props, 'summary'> & { metric: FaceMetric }) {
  const words = useMetricWords();
  const sorted = view.sort === metric;
  const Arrow = view.descending ? ArrowDownWideNarrow : ArrowDownNarrowWide;
  return (
    <Tooltip text={words.help(metric)}>
      <button
        type="button"
        aria-pressed={sorted}
        onClick={() => onView({ ...view, sort: metric, descending: sorted && !view.descending })}
        className={classNames(
          '-ml-1 flex min-w-0 items-center gap-1 rounded-sm px-1 py-0.5 hover:bg-hover',
          sorted ? 'font-medium text-ink' : 'text-ink-2',
        )}
      >
        <span className="truncate">{words.name(metric)}</span>
        {sorted && <Arrow aria-hidden className="size-3.5 shrink-0" />}
      </button>
    </Tooltip>
  );
}

function rangeInWords({
  range: [from, to],
  histogram,
  words,
}: {
  range: MetricRange;
  histogram: FaceHistogram;
  words: (value: number) => string;
}): string {
  if (from === null && to !== null) return `≤ ${words(to)}`;
  if (from !== null && to === null) return `≥ ${words(from)}`;
  return `${words(from ?? histogram.from)} – ${words(to ?? histogram.to)}`;
}
