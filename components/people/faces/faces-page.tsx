'use client';
/** Reviewing a person's faces: see all, sort out whose they are and which are good, undo at will. Training uses the kept ones only. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClips } from '#components/people/clips/use-clips.ts';
import { usePerson } from '#components/people/use-people.ts';
import { Page } from '#components/shell/page.tsx';
import { WhenLoaded } from '#components/shell/when-loaded.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { PersonView } from '#core/contract/person.ts';
import { BesideGrid } from './beside-grid.tsx';
import { ClusterStrip } from './clusters/cluster-strip.tsx';
import { useClusters } from './clusters/use-clusters.ts';
import { FaceSide } from './face-side.tsx';
import { FilterPanel } from './filters/filter-panel.tsx';
import { Narrowings } from './filters/narrowings.tsx';
import { FaceGrid } from './grid/face-grid.tsx';
import { NoFaces } from './no-faces.tsx';
import { ReviewToolbar } from './review-toolbar.tsx';
import { countSelected, invert, targets } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { ThinDialog } from './thin-dialog.tsx';
import { type ReviewState, useReview } from './use-review.ts';

export function FacesPage({ personId }: { personId: string }) {
  return <WhenLoaded query={usePerson(personId)}>{(person) => <Review key={person.id} person={person} />}</WhenLoaded>;
}

function Review({ person }: { person: PersonView }) {
  const t = useTranslations('faces');
  const people = useTranslations('people');
  const fixed = useTranslations('faceFix');
  const notify = useNotify();
  const review = useReview(person.id);
  const { data: clips = [] } = useClips(person.id);
  const { view, adjust, go, parts, picture, setPicture, edits } = review;
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
      <Toolbar review={review} clips={clips} />
      <BesideGrid
        parts={parts}
        filters={<FilterPanel view={view} onView={adjust} summary={review.summary} />}
        panel={
          <FaceSide
            rows={review.rows}
            faceId={review.selection.focus}
            stateThrough={edits.stateThrough}
            clips={clips}
            picture={picture}
            onPicture={setPicture}
            view={view}
            onGo={go}
            onEdit={(edit) => edits.edit(edit, { onDone: () => notify.done(fixed('done')) })}
          />
        }
      >
        {parts.shown.clusters && <Clusters review={review} person={person} />}
        <Narrowings view={view} onView={adjust} clips={clips} />
        <Faces review={review} person={person} />
      </BesideGrid>
    </Page>
  );
}

function Toolbar({ review, clips }: { review: ReviewState; clips: readonly ClipView[] }) {
  const { view, adjust, edits, triage, order, query, parts } = review;
  const [thinning, setThinning] = useState(false);
  const { undo, redo } = edits.history;
  return (
    <>
      <ReviewToolbar
        view={view}
        onView={adjust}
        summary={review.summary}
        clips={clips}
        sizePx={review.sizePx}
        onSize={review.setSizePx}
        undo={{ words: undo && triage.editWords(undo), run: () => triage.turn('undo') }}
        redo={{ words: redo && triage.editWords(redo), run: () => triage.turn('redo') }}
        onRejectTwins={() => triage.command({ do: 'reject-twins', query })}
        onThin={() => setThinning(true)}
        onInvert={() => review.setSelection((old) => invert(old, order))}
        shown={parts.shown}
        onShow={parts.toggle}
      />
      {thinning && (
        <ThinDialog
          count={order.length}
          onThin={(keep) => triage.command({ do: 'thin', query, keep })}
          onClose={() => setThinning(false)}
        />
      )}
    </>
  );
}

function Clusters({ review, person }: { review: ReviewState; person: PersonView }) {
  const clusters = useClusters(person.id);
  const { view, go, selection, latest, triage } = review;
  if (clusters.length === 0) return null;
  return (
    <ClusterStrip
      clusters={clusters}
      personName={person.name}
      picked={view.clusterId}
      onPick={(clusterId) => go({ ...view, clusterId })}
      selectedCount={countSelected(selection)}
      selectedIds={() => targets(latest.current)}
      onEdit={triage.command}
    />
  );
}

function Faces({ review, person }: { review: ReviewState; person: PersonView }) {
  const { order, selection, view } = review;
  return (
    <>
      {!review.isPending && order.length === 0 ? (
        <NoFaces person={person} view={view} onView={review.adjust} />
      ) : (
        <FaceGrid
          order={order}
          selection={selection}
          rows={review.rows}
          stateThrough={review.edits.stateThrough}
          wishedPx={review.sizePx}
          onPick={review.onPick}
          onTap={review.onTap}
          onLayout={review.onLayout}
          gridRef={review.grid}
        />
      )}
      <SelectionBar
        order={order}
        selection={selection}
        onSelectAll={review.onSelectAll}
        onClear={review.onClear}
        onState={review.triage.setState}
      />
    </>
  );
}
