'use client';
/**
 * A model file on its way in: of a shared one its card and who its people are here, then the sending, the check, and where it
 * ends. A model of others says nothing of itself, and stands in the list when it was looked through.
 */
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useJob } from '#components/jobs/use-jobs.ts';
import { type Sending, send } from '#components/people/clips/tus-sender.ts';
import type { ModelCard } from '#core/contract/model-card.ts';
import type { PersonView } from '#core/contract/person.ts';
import type { Side } from '#core/contract/run.ts';
import { readModelFile } from './read-model-file.ts';

export interface ChosenModel {
  readonly file: File;
  /** null of a model of others. */
  readonly card: ModelCard | null;
}

const isOfOthers = (file: File): boolean => /\.dfm$/i.test(file.name);

interface Options {
  readonly dropped: File | null;
  readonly onAdded: () => void;
}

export function useAddModel(persons: readonly PersonView[], { dropped, onAdded }: Options) {
  const router = useRouter();
  const [people, setPeople] = useState<Record<Side, string | null>>({ a: null, b: null });
  const [sentShare, setSentShare] = useState(0);
  const sending = useRef<Sending | null>(null);
  const choose = useMutation({
    mutationFn: async (file: File): Promise<ChosenModel> => ({
      file,
      card: isOfOthers(file) ? null : await readModelFile(file),
    }),
    onSuccess: ({ card }) => {
      upload.reset();
      if (card) setPeople({ a: namesake(persons, card.people.a.name), b: namesake(persons, card.people.b.name) });
    },
  });
  const upload = useMutation({
    mutationFn: async ({ file, card }: ChosenModel) => {
      setSentShare(0);
      const pair = { personAId: people.a ?? '', personBId: people.b ?? '' };
      sending.current = send({
        file,
        metadata: card ? { kind: 'model', ...pair, filename: file.name } : { kind: 'dfm', filename: file.name },
        onProgress: (sentBytes) => setSentShare(sentBytes / file.size),
      });
      try {
        return await sending.current.done;
      } finally {
        sending.current = null;
      }
    },
  });
  const job = useJob(upload.data?.jobId ?? null);
  const runId = upload.data?.runId;
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (!isDone) return;
    if (runId) router.push(`/training/${runId}`);
    else onAdded();
  }, [isDone, runId, router, onAdded]);
  const chooseFirst = choose.mutate;
  useEffect(() => {
    if (dropped) chooseFirst(dropped);
  }, [dropped, chooseFirst]);
  // Who closes the dialog no longer wants it; what is being checked already goes on.
  useEffect(() => () => void sending.current?.forget(), []);
  const refused = job?.state === 'failed' || job?.state === 'cancelled' ? job.error : null;
  const isChecking = Boolean(upload.data) && refused === null;
  return {
    choose,
    upload,
    people,
    setPeople,
    sentShare,
    job,
    isChecking,
    problem: choose.error ?? upload.error ?? refused,
  };
}

/** Whoever has the name here, where that is one who may be chosen. */
const namesake = (persons: readonly PersonView[], name: string): string | null =>
  persons.find((person) => person.name === name && person.consent === 'active')?.id ?? null;
