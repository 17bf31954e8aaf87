import { SystemPage } from '#components/system/system-page.tsx';

export default SystemPage;
