'use client';
/** What a model file says of itself, as text: the model, its data, where it comes from, and to what its people agreed. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { isOffered } from '#components/training/offered-models.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Facts } from '#components/ui/facts.tsx';
import type { ConsentScope, ImportedModel, ModelCard, ModelOrigin, TrainedFaces } from '#core/contract/model-card.ts';

/** The beginning of a digest: enough to tell two files apart at a glance. */
export const shortDigest = (sha256: string): string => `${sha256.slice(0, 12)}…`;

type Card = ImportedModel['card'] | ModelCard;

export function ModelCardFacts({ card }: { card: Card }) {
  const t = useTranslations('sharedModels');
  const training = useTranslations('training');
  const units = useUnits();
  const { architecture, people } = card;
  const faces = (of: TrainedFaces | null) =>
    of ? (
      <span title={of.sha256}>{t('facesOf', { count: of.count, digest: shortDigest(of.sha256) })}</span>
    ) : (
      t('facesUnknown')
    );
  return (
    <div className="flex flex-col gap-5">
      <Facts
        facts={[
          {
            name: t('fact.architecture'),
            value: isOffered(architecture) ? training(`architecture.${architecture}`) : architecture,
          },
          { name: t('fact.parameters'), value: units.number(card.parameterCount) },
          { name: t('fact.iterations'), value: units.number(card.iteration) },
          { name: t('fact.trained'), value: units.span(card.trainedSeconds) },
          { name: t('fact.heldOut'), value: card.heldOutError === null ? '–' : units.number(card.heldOutError, 3) },
          { name: t('fact.faces', { name: people.a.name }), value: faces(people.a.faces) },
          { name: t('fact.faces', { name: people.b.name }), value: faces(people.b.faces) },
          { name: t('fact.origin'), value: <Origins origins={card.origins} /> },
        ]}
      />
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
        <Agreed name={people.a.name} consents={people.a.consents} />
        <Agreed name={people.b.name} consents={people.b.consents} />
      </div>
    </div>
  );
}

function Origins({ origins }: { origins: readonly ModelOrigin[] }) {
  const t = useTranslations('sharedModels');
  if (origins.length === 0) return t('trainedThere');
  return (
    <ul>
      {origins.map(({ relation, sha256, people }) => (
        <li key={sha256} title={sha256}>
          {t(relation === 'copy-of' ? 'copyOf' : 'begunWith', {
            digest: shortDigest(sha256),
            a: people.a.name,
            b: people.b.name,
          })}
        </li>
      ))}
    </ul>
  );
}

function Agreed({ name, consents }: { name: string; consents: readonly ConsentScope[] }) {
  const t = useTranslations('sharedModels');
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-md border px-3 py-2.5 text-sm">
      <h3 className="font-medium wrap-anywhere">{t('agreed', { name })}</h3>
      {consents.length === 0 && <p className="text-ink-2">{t('agreedNothing')}</p>}
      {consents.map((consent) => (
        <Scope key={`${consent.validFrom} ${consent.purpose}`} consent={consent} />
      ))}
    </div>
  );
}

function Scope({ consent }: { consent: ConsentScope }) {
  const t = useTranslations('sharedModels');
  const words = useTranslations('consent');
  const units = useUnits();
  const { purpose, grantedBy, method, validFrom, validUntil } = consent;
  const isOver = validUntil !== null && validUntil < new Date().toISOString().slice(0, 10);
  const from = units.date(validFrom);
  return (
    <div className="flex flex-col gap-0.5">
      <p className="wrap-anywhere whitespace-pre-line">{purpose}</p>
      <p className="text-xs text-ink-2 wrap-anywhere">{t('by', { grantedBy, method: words(`methods.${method}`) })}</p>
      <p className="flex flex-wrap items-center gap-2 text-xs text-ink-2">
        {validUntil === null ? words('fromOn', { from }) : words('fromUntil', { from, until: units.date(validUntil) })}
        {isOver && <Badge tone="warn">{t('overSince')}</Badge>}
      </p>
    </div>
  );
}
