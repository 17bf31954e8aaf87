import { FacesPage } from '#components/people/faces/faces-page.tsx';

export default async function Route({ params }: { params: Promise<{ personId: string }> }) {
  return <FacesPage personId={(await params).personId} />;
}
