'use client';
/** A new conversion: which training and how it was saved, whose face on whose video, which clip; the mask folded away. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { useClips } from '#components/people/clips/use-clips.ts';
import { useRuns } from '#components/training/use-runs.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ChoiceField, Field } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { modelShape } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { type ConversionSettings, conversionSettings } from '#core/contract/conversion.ts';
import type { RunView } from '#core/contract/run.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import { CheckpointField } from './checkpoint-field.tsx';
import { FormatFields } from './format-fields.tsx';
import { isConvertible } from './is-convertible.ts';
import { LookChooser } from './look/look-chooser.tsx';
import { LookFields } from './look-fields.tsx';
import { type Part, PartField } from './part-field.tsx';
import { PeopleField } from './people-field.tsx';
import { TrialPanel } from './trial/trial-panel.tsx';
import { useClipPeople } from './use-clip-people.ts';
import { useCreateConversion } from './use-conversions.ts';
import { useDirectionWords } from './use-direction-words.ts';

interface Props {
  askedRun: string | null;
  onClose: () => void;
}

export function CreateConversionDialog({ askedRun, onClose }: Props) {
  const t = useTranslations('conversions');
  const router = useRouter();
  const runs = (useRuns().data ?? []).filter(isConvertible);
  const [runId, setRunId] = useState(askedRun);
  const run = runs.find((candidate) => candidate.id === runId) ?? runs[0];
  const [settings, setSettings] = useState<ConversionSettings>(() => conversionSettings.parse({ to: 'b' }));
  const [checkpointId, setCheckpointId] = useState<string | null>(null);
  const chosen = run?.checkpoints.find((checkpoint) => checkpoint.id === checkpointId && checkpoint.fault === null);
  const [clipId, setClipId] = useState<string | null>(null);
  const clips = useSourceClips(run, settings);
  const clip = clips.find((candidate) => candidate.id === clipId) ?? clips[0];
  const [chosenPart, setChosenPart] = useState<{ clipId: string; part: Part } | null>(null);
  const part = chosenPart && chosenPart.clipId === clip?.id ? chosenPart.part : wholeClip;
  const who = useClipPeople(clip);
  const isNobody = who.people !== undefined && who.people.length > 0 && who.swapped.size === 0;
  const plays = videoFiles[settings.format].playsInBrowsers;
  const create = useCreateConversion();
  const set = (change: Partial<ConversionSettings>) => setSettings((old) => ({ ...old, ...change }));
  const request = run &&
    clip && {
      ...{ runId: run.id, clipId: clip.id, checkpointId: chosen?.id },
      settings: { ...fitting(settings, run), ...part, swapped: who.setting },
    };
  const submit = () =>
    request && create.mutate(request, { onSuccess: (conversion) => router.push(`/conversions/${conversion.id}`) });
  return (
    <Dialog open onOpenChange={onClose} title={t('create')} description={t('createText')} widest>
      <div className="flex flex-col gap-6 lg:grid lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
        <form
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <RunField runs={runs} run={run} onChange={setRunId} />
          {run && <CheckpointField run={run} checkpointId={chosen?.id ?? null} onChange={setCheckpointId} />}
          {run && <DirectionField run={run} to={settings.to} onChange={(to) => set({ to })} />}
          <Field label={t('clip')} help={run && clips.length === 0 ? t('noClips') : undefined}>
            <ClipSelect clips={clips} clipId={clip?.id ?? null} onChange={setClipId} />
          </Field>
          {run && clip && who.people && (
            <PeopleField
              people={who.people}
              personName={settings.to === 'b' ? run.personA.name : run.personB.name}
              swapped={who.swapped}
              onToggle={who.toggle}
            />
          )}
          {clip?.facts && (
            <PartField
              facts={clip.facts}
              part={part}
              onChange={(next) => setChosenPart({ clipId: clip.id, part: next })}
            />
          )}
          <FormatFields settings={settings} set={set} />
          <Switch
            checked={settings.sideBySide || !plays}
            onChange={(sideBySide) => set({ sideBySide })}
            label={t('sideBySide')}
            help={t(plays ? 'sideBySideHelp' : 'sideBySideNeeded')}
          />
          {run && <LookChooser settings={settings} set={set} />}
          {run && <LookFields settings={settings} set={set} drawsMask={drawsMask(run)} />}
          <p className="text-sm text-ink-2">{t('markNote')}</p>
          {create.error && <Problem error={create.error} />}
          <Button
            look="primary"
            type="submit"
            className="self-end"
            disabled={!run || !clip || isNobody || create.isPending}
          >
            {t('createAction')}
          </Button>
        </form>
        {request && clip?.facts && !isNobody && (
          <div className="contents lg:sticky lg:top-0 lg:block">
            <TrialPanel key={clip.id} clip={clip} request={request} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

const wholeClip: Part = { inSeconds: null, outSeconds: null };

const drawsMask = ({ settings: { architecture } }: RunView): boolean =>
  modelShape(architectures[architecture]).drawsMask;

/** A mask chosen while another training was, which this one's model does not draw, is not asked for. */
const fitting = (settings: ConversionSettings, run: RunView): ConversionSettings =>
  withPlayable(drawsMask(run) ? settings : { ...settings, mask: 'auto' });

/** The player needs one file that the browser plays. */
const withPlayable = (settings: ConversionSettings): ConversionSettings =>
  videoFiles[settings.format].playsInBrowsers ? settings : { ...settings, sideBySide: true };

/** Clips of the person whose face is replaced. */
function useSourceClips(run: RunView | undefined, { to }: ConversionSettings) {
  const { data: clips = [] } = useClips();
  const source = run && (to === 'b' ? run.personA.id : run.personB.id);
  return clips.filter((clip) => clip.personId === source && clip.state === 'ready');
}

function RunField({
  runs,
  run,
  onChange,
}: {
  runs: readonly RunView[];
  run: RunView | undefined;
  onChange: (id: string) => void;
}) {
  const t = useTranslations('conversions');
  const training = useTranslations('training');
  return (
    <Field label={t('run')}>
      <Select
        label={t('run')}
        value={run?.id ?? null}
        onChange={onChange}
        placeholder={t('chooseRun')}
        items={runs.map((candidate) => ({
          value: candidate.id,
          label: training('pair', { a: candidate.personA.name, b: candidate.personB.name }),
          note: t('checkpointAt', {
            iteration: Math.max(...candidate.checkpoints.map((checkpoint) => checkpoint.iteration)),
          }),
        }))}
      />
    </Field>
  );
}

function DirectionField({ run, to, onChange }: { run: RunView; to: 'a' | 'b'; onChange: (to: 'a' | 'b') => void }) {
  const t = useTranslations('conversions');
  const direction = useDirectionWords();
  const names = { personAName: run.personA.name, personBName: run.personB.name };
  return (
    <ChoiceField label={t('directionLabel')}>
      <Segmented
        label={t('directionLabel')}
        value={to}
        onChange={onChange}
        className="self-start max-sm:flex-col"
        choices={[
          { value: 'b', label: direction(names, 'b') },
          { value: 'a', label: direction(names, 'a') },
        ]}
      />
    </ChoiceField>
  );
}

function ClipSelect({
  clips,
  clipId,
  onChange,
}: {
  clips: ReturnType<typeof useSourceClips>;
  clipId: string | null;
  onChange: (id: string) => void;
}) {
  const t = useTranslations('conversions');
  const units = useUnits();
  return (
    <Select
      label={t('clip')}
      value={clipId}
      onChange={onChange}
      placeholder={t('chooseClip')}
      disabled={clips.length === 0}
      items={clips.map((clip) => ({
        value: clip.id,
        label: clip.name,
        note: clip.facts
          ? `${units.clock(clip.facts.durationSeconds)} · ${clip.facts.width} × ${clip.facts.height}`
          : undefined,
      }))}
    />
  );
}
