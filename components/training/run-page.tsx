'use client';
/** One training, live: what the model sees now, how the error falls, and the hand on the switch. */
import { Clapperboard, MoreHorizontal, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Page } from '#components/shell/page.tsx';
import { WhenLoaded } from '#components/shell/when-loaded.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { PreviewPlace, RunView } from '#core/contract/run.ts';
import { CheckpointList } from './checkpoint-list.tsx';
import { CurvePanel } from './curve-panel.tsx';
import { FacesOnTheirWay } from './faces-on-their-way.tsx';
import { ModelFiles } from './model-files.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { RunControls } from './run-controls.tsx';
import { RunConversions } from './run-conversions.tsx';
import { RunCost } from './run-cost.tsx';
import { RunLog } from './run-log.tsx';
import { RunNotices } from './run-notices.tsx';
import { RunNumbers } from './run-numbers.tsx';
import { RunSettingsList } from './run-settings-list.tsx';
import { ImportedControls, ImportedModel } from './sharing/imported-model.tsx';
import { SharedModels } from './sharing/shared-models.tsx';
import { useRemoveRun, useRun } from './use-runs.ts';

export function RunPage({ runId }: { runId: string }) {
  return <WhenLoaded query={useRun(runId)}>{(run) => <Loaded run={run} />}</WhenLoaded>;
}

function Loaded({ run }: { run: RunView }) {
  const t = useTranslations('training');
  return (
    <Page
      title={t('pair', { a: run.personA.name, b: run.personB.name })}
      trail={[{ href: '/training', label: t('title') }]}
      actions={
        <>
          {run.checkpoints.length > 0 && (
            <ButtonLink href={`/conversions?run=${run.id}`} className="hidden sm:inline-flex">
              <Clapperboard aria-hidden />
              {t('convert')}
            </ButtonLink>
          )}
          <RunMenu run={run} />
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {run.imported ? <ImportedControls run={run} /> : <RunControls run={run} />}
        {run.error && <Problem error={run.error} />}
        <RunNotices run={run} />
        {!run.imported && <FacesOnTheirWay run={run} />}
        <RunNumbers run={run} />
      </div>
      <RunWatch run={run} />
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-2">
        {run.imported ? <ImportedModel imported={run.imported} /> : <CheckpointList run={run} />}
        <RunSettingsList run={run} />
        {!run.imported && <RunCost run={run} />}
        {run.checkpoints.length > 0 && <ModelFiles run={run} />}
        {run.checkpoints.length > 0 && <SharedModels run={run} />}
      </div>
      {!run.imported && <RunLog run={run} />}
      <RunConversions run={run} />
      {run.checkpoints.length > 0 && (
        <ButtonLink href={`/conversions?run=${run.id}`} className="sm:hidden">
          <Clapperboard aria-hidden />
          {t('convert')}
        </ButtonLink>
      )}
    </Page>
  );
}

/** Previews and curves together: pointing at an iteration of one shows it in the other. */
function RunWatch({ run }: { run: RunView }) {
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const [shownAt, setShownAt] = useState<PreviewPlace | null>(null);
  return (
    <>
      <PreviewPanel run={run} pointedAt={pointedAt} onShow={setShownAt} />
      <CurvePanel run={run} markAt={shownAt} onHover={setPointedAt} />
    </>
  );
}

function RunMenu({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const router = useRouter();
  const notify = useNotify();
  const remove = useRemoveRun();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('more')}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
        items={[{ label: t('remove'), icon: Trash2, danger: true, run: () => setAsking(true) }]}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('removeTitle')}
        description={t('removeText')}
        action={t('remove')}
        onConfirm={() => remove.mutate(run.id, { onSuccess: () => router.push('/training'), onError: notify.failed })}
      />
    </>
  );
}
