/** The outline of a page while its parts load. */
import { useTranslations } from 'next-intl';
import { Skeleton } from '#components/ui/skeleton.tsx';

export function PageSkeleton() {
  const t = useTranslations('common');
  return (
    <div role="status" aria-busy="true" className="flex w-full max-w-[92rem] flex-col gap-6 px-4 py-6 md:px-8">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-8 w-48" />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
      </div>
    </div>
  );
}
