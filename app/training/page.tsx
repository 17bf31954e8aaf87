import { Suspense } from 'react';
import { TrainingPage } from '#components/training/training-page.tsx';

export default function Route() {
  return (
    <Suspense>
      <TrainingPage />
    </Suspense>
  );
}
