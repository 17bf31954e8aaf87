import { Suspense } from 'react';
import { CompareRunsPage } from '#components/training/compare/compare-runs-page.tsx';

export default function Route() {
  return (
    <Suspense>
      <CompareRunsPage />
    </Suspense>
  );
}
