'use client';
/** A page about one thing: a skeleton until it is here, then the page, or that it is not to be had. */
import type { ReactNode } from 'react';
import { NotFound } from '#components/shell/not-found.tsx';
import { PageSkeleton } from '#components/shell/page-skeleton.tsx';
import { Problem } from '#components/ui/problem.tsx';

interface Props<Data> {
  query: { data: Data | undefined; error: Error | null; isPending: boolean };
  children: (data: Data) => ReactNode;
}

export function WhenLoaded<Data>({ query: { data, error, isPending }, children }: Props<Data>) {
  if (isPending) return <PageSkeleton />;
  if (data) return children(data);
  return error ? <Problem error={error} className="m-8" /> : <NotFound />;
}
