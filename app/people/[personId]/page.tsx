import { PersonPage } from '#components/people/person-page.tsx';

export default async function Route({ params }: { params: Promise<{ personId: string }> }) {
  return <PersonPage personId={(await params).personId} />;
}
