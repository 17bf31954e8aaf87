'use client';
/** Reviewing a person's faces: see all, throw out the bad, undo at will. Training uses the kept ones only. */
import { ScanFace } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useClips } from '#components/people/clips/use-clips.ts';
import { usePerson } from '#components/people/use-people.ts';
import { NotFound } from '#components/shell/not-found.tsx';
import { Page } from '#components/shell/page.tsx';
import { PageSkeleton } from '#components/shell/page-skeleton.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import { useStoredNumber } from '#components/ui/use-stored-number.ts';
import type { FaceRow, FaceState } from '#core/contract/face.ts';
import type { PersonView } from '#core/contract/person.ts';
import { FaceGrid } from './face-grid.tsx';
import { FaceStatus } from './face-status.tsx';
import { FaceToolbar } from './face-toolbar.tsx';
import { arrange, countStates, type FaceView, readView, writeView } from './face-view.ts';
import { clear, emptySelection, pick, settle, targets } from './selection.ts';
import { useFaceKeys } from './use-face-keys.ts';
import { useFaceReview } from './use-face-review.ts';

export function FacesPage({ personId }: { personId: string }) {
  const { data: person, error, isPending } = usePerson(personId);
  if (isPending) return <PageSkeleton />;
  if (!person) return error ? <Problem error={error} className="m-8" /> : <NotFound />;
  return <Review person={person} />;
}

function Review({ person }: { person: PersonView }) {
  const t = useTranslations('faces');
  const people = useTranslations('people');
  const notify = useNotify();
  const grid = useRef<HTMLDivElement>(null);
  const view = readView(useSearchParams());
  const { data: clips = [] } = useClips(person.id);
  const review = useFaceReview(person.id, notify.failed);
  const [selection, setSelection] = useState(emptySelection);
  const [columns, setColumns] = useState(1);
  const [sizePx, setSizePx] = useStoredNumber('understudy-face-size', 112);
  const faces = useArranged(review.rows, view);
  const order = useMemo(() => faces.map((face) => face.id), [faces]);
  const undo = useRef(review.undo);
  undo.current = review.undo;

  const setState = (state: FaceState) => {
    const ids = targets(selection);
    if (ids.length === 0) return;
    const hidden = new Set(view.filter === 'all' || view.filter === state ? [] : ids);
    review.setState(ids, state);
    setSelection(settle(selection, { before: order, after: order.filter((id) => !hidden.has(id)) }));
    notify.done(t(`done.${state}`, { count: ids.length }), { label: t('undo'), run: () => undo.current?.() });
  };
  const onView = (next: FaceView) => {
    window.history.replaceState(null, '', `/people/${person.id}/faces${writeView(next)}`);
    setSelection(clear);
  };
  const onPick = useCallback(
    (id: string, mode: 'only' | 'toggle' | 'range') => setSelection((old) => pick(old, { id, order, mode })),
    [order],
  );
  useFaceKeys({ setSelection, order, columns, grid, setState, undo: review.undo, redo: review.redo });

  return (
    <Page
      title={t('title')}
      trail={[
        { href: '/people', label: people('title') },
        { href: `/people/${person.id}`, label: person.name },
      ]}
      fill
    >
      {review.error && <Problem error={review.error} />}
      <FaceToolbar
        view={view}
        onView={onView}
        counts={countStates(review.rows, view.clipId)}
        clips={clips}
        sizePx={sizePx}
        onSize={setSizePx}
        canAct={targets(selection).length > 0}
        onReject={() => setState('rejected')}
        onKeep={() => setState('kept')}
        onUndo={review.undo}
        onRedo={review.redo}
      />
      {!review.isPending && review.rows.length === 0 ? (
        <EmptyState
          icon={ScanFace}
          title={t('emptyTitle')}
          actions={<ButtonLink href={`/people/${person.id}`}>{t('toClips')}</ButtonLink>}
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <FaceGrid
          faces={faces}
          selection={selection}
          sizePx={sizePx}
          onPick={onPick}
          onColumns={setColumns}
          gridRef={grid}
        />
      )}
      <FaceStatus faces={faces} selection={selection} clips={clips} />
    </Page>
  );
}

function useArranged(rows: readonly FaceRow[], { filter, clipId, sort, descending }: FaceView): readonly FaceRow[] {
  return useMemo(() => arrange(rows, { filter, clipId, sort, descending }), [rows, filter, clipId, sort, descending]);
}
