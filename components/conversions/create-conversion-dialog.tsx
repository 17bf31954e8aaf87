'use client';
/** A new conversion: which training and how it was saved, or which model of others, whose face on whose video, which clip; the mask folded away. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { useClips } from '#components/people/clips/use-clips.ts';
import { usePersons } from '#components/people/use-people.ts';
import { useSystem } from '#components/system/use-system.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ChoiceField, Field } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import { type ConversionSettings, conversionSettings } from '#core/contract/conversion.ts';
import { measuredSettings } from '#core/contract/look-pick.ts';
import type { PersonView } from '#core/contract/person.ts';
import type { RunView } from '#core/contract/run.ts';
import { type VideoFormat, videoFiles } from '#core/contract/video-format.ts';
import { usualFormat } from '#core/studio/colour-depth.ts';
import { CheckpointField } from './checkpoint-field.tsx';
import { FormatFields } from './format-fields.tsx';
import { LookChooser } from './look/look-chooser.tsx';
import { byHand, picked, useLookPick, withPick } from './look/use-look-pick.ts';
import { LookFields } from './look-fields.tsx';
import { ModelField, MorphField } from './model-fields.tsx';
import { type Part, PartField } from './part-field.tsx';
import { PeopleField } from './people-field.tsx';
import { TrialPanel } from './trial/trial-panel.tsx';
import { type ClipPeople, useClipPeople } from './use-clip-people.ts';
import { useCreateConversion } from './use-conversions.ts';
import { useDirectionWords } from './use-direction-words.ts';
import { canConvert, drawsMask, type ModelChoice, useModelChoice } from './use-model-choice.ts';
import { asOtherFaces, useOtherPairs } from './use-other-pairs.ts';

interface Props {
  /** Id of a run or of a model of others. */
  asked: string | null;
  onClose: () => void;
}

export function CreateConversionDialog({ asked, onClose }: Props) {
  const t = useTranslations('conversions');
  const people = useTranslations('conversions.people');
  const router = useRouter();
  const { choices, model, choose } = useModelChoice(asked);
  const run = model?.kind === 'run' ? model.run : undefined;
  const [kept, setKept] = useState<ConversionSettings>(untouched);
  const [format, setFormat] = useState<VideoFormat | null>(null);
  const [checkpointId, setCheckpointId] = useState<string | null>(null);
  const chosen = run?.checkpoints.find((checkpoint) => checkpoint.id === checkpointId && checkpoint.fault === null);
  const [clipId, setClipId] = useState<string | null>(null);
  const { data: allClips = [] } = useClips();
  const clips = model ? allClips.filter((each) => canConvert(model, each, kept)) : [];
  const clip = clips.find((candidate) => candidate.id === clipId) ?? clips[0];
  const usual = useUsualFormat(clip);
  const settings = { ...kept, format: format ?? usual };
  const [chosenPart, setChosenPart] = useState<{ clipId: string; part: Part } | null>(null);
  const part = chosenPart && chosenPart.clipId === clip?.id ? chosenPart.part : wholeClip;
  const pairs = useOtherPairs({ runId: run?.id, to: settings.to }, clip);
  const who = useClipPeople(
    clip,
    pairs.map(({ id }) => id),
  );
  const isNobody = who.people !== undefined && who.people.length > 0 && ![...who.faces.values()].includes('own');
  const plays = videoFiles[settings.format].playsInBrowsers;
  const create = useCreateConversion();
  const set = (change: Partial<ConversionSettings>) => {
    if (change.format) setFormat(change.format);
    setKept((old) => byHand(old, change));
  };
  const { data: persons = [] } = usePersons();
  const replaced = persons.find((person) => person.id === clip?.personId)?.name ?? '';
  const direction = useDirectionWords();
  const noClip = model && clips.length === 0 ? t(run ? 'noClips' : 'noClipsAtAll') : undefined;
  // Of a training this is chosen; of a model of others it is so.
  const clipHelp =
    model?.kind === 'dfm' && clip
      ? direction({ personAName: replaced, personBName: model.dfm.person.name }, 'b')
      : noClip;
  const request =
    (model &&
      clip && {
        ...(run ? { runId: run.id, checkpointId: chosen?.id } : { modelId: model.id }),
        clipId: clip.id,
        settings: { ...fitting(settings, model), ...part, ...peopleSettings(who) },
      }) ||
    undefined;
  const measured = useLookPick(isNobody ? undefined : request);
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
          <ModelField choices={choices} model={model} onChange={choose} />
          {run && <CheckpointField run={run} checkpointId={chosen?.id ?? null} onChange={setCheckpointId} />}
          {run && <DirectionField run={run} to={settings.to} onChange={(to) => set({ to })} />}
          {model?.kind === 'dfm' && model.dfm.morphs && (
            <MorphField morph={settings.morph} onChange={(morph) => set({ morph })} />
          )}
          <Field label={t('clip')} help={clipHelp}>
            <ClipSelect clips={clips} persons={run ? null : persons} clipId={clip?.id ?? null} onChange={setClipId} />
          </Field>
          {clip && who.people && (
            <PeopleField
              {...{ people: who.people, personName: replaced, faces: who.faces, pairs }}
              ownFace={people('face', { name: shownName(model, settings) })}
              onChange={who.give}
            />
          )}
          {clip?.facts && (
            <PartField
              facts={clip.facts}
              part={part}
              onChange={(next) => setChosenPart({ clipId: clip.id, part: next })}
            />
          )}
          <FormatFields settings={settings} facts={clip?.facts ?? null} set={set} />
          <Switch
            checked={settings.sideBySide || !plays}
            onChange={(sideBySide) => set({ sideBySide })}
            label={t('sideBySide')}
            help={t(plays ? 'sideBySideHelp' : 'sideBySideNeeded')}
          />
          {model && <LookChooser {...{ settings, measured, set }} />}
          {model && (
            <LookFields
              settings={{ ...settings, ...picked(settings.measured, measured.pick) }}
              set={set}
              drawsMask={drawsMask(model)}
            />
          )}
          <p className="text-sm text-ink-2">{t('markNote')}</p>
          {create.error && <Problem error={create.error} />}
          <Button
            look="primary"
            type="submit"
            className="self-end"
            disabled={!model || !clip || isNobody || create.isPending}
          >
            {t('createAction')}
          </Button>
        </form>
        {request && clip?.facts && !isNobody && (
          <div className="contents lg:sticky lg:top-0 lg:block">
            <TrialPanel key={clip.id} clip={clip} request={withPick(request, measured.pick)} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

const peopleSettings = ({ setting: { swapped, others } }: ClipPeople) => ({
  swapped,
  otherFaces: asOtherFaces(others),
});

const shownName = (model: ModelChoice | undefined, { to }: ConversionSettings): string => {
  if (model?.kind === 'dfm') return model.dfm.person?.name ?? model.dfm.name;
  return (to === 'b' ? model?.run.personB.name : model?.run.personA.name) ?? '';
};

const untouched = (): ConversionSettings => conversionSettings.parse({ to: 'b', measured: [...measuredSettings] });

const wholeClip: Part = { inSeconds: null, outSeconds: null };

/** A mask chosen while another model was, which this one does not draw, is not asked for; a model of others draws one person. */
const fitting = (settings: ConversionSettings, model: ModelChoice): ConversionSettings =>
  withPlayable({
    ...settings,
    mask: drawsMask(model) ? settings.mask : 'auto',
    to: model.kind === 'dfm' ? 'b' : settings.to,
  });

/** The player needs one file that the browser plays. */
const withPlayable = (settings: ConversionSettings): ConversionSettings =>
  videoFiles[settings.format].playsInBrowsers ? settings : { ...settings, sideBySide: true };

function useUsualFormat(clip: ClipView | undefined): VideoFormat {
  const { data: system } = useSystem();
  return clip?.facts && system ? usualFormat(clip.facts, system.formats) : 'h264';
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
  persons,
  clipId,
  onChange,
}: {
  clips: readonly ClipView[];
  /** Where the clips may be anybody's. */
  persons: readonly PersonView[] | null;
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
        label: persons
          ? t('clipOf', { person: persons.find(({ id }) => id === clip.personId)?.name ?? '', clip: clip.name })
          : clip.name,
        note: clip.facts
          ? `${units.clock(clip.facts.durationSeconds)} · ${clip.facts.width} × ${clip.facts.height}`
          : undefined,
      }))}
    />
  );
}
