/** Tells listeners how a person, clip, conversion or model of others looks now. What is gone meanwhile is not told; its removal was. */
import type { ClipView } from '#core/contract/clip.ts';
import type { ConversionView } from '#core/contract/conversion.ts';
import type { DfmModelView } from '#core/contract/dfm-model.ts';
import type { PersonView } from '#core/contract/person.ts';
import type { StudioContext } from './studio-context.ts';
import type { Views } from './views.ts';

export interface Announcements {
  person(id: string): Promise<PersonView | undefined>;
  clip(id: string): Promise<ClipView | undefined>;
  conversion(id: string): Promise<ConversionView | undefined>;
  dfmModel(id: string): Promise<DfmModelView | undefined>;
}

export const createAnnouncements = ({ store, events }: StudioContext, views: Views): Announcements => ({
  person: async (id) => {
    const record = await store.persons.read(id);
    if (!record) return undefined;
    const person = await views.person(record);
    events.publish({ type: 'person:changed', person });
    return person;
  },
  clip: async (id) => {
    const record = await store.clips.read(id);
    if (!record) return undefined;
    const clip = await views.clip(record);
    events.publish({ type: 'clip:changed', clip });
    return clip;
  },
  conversion: async (id) => {
    const record = await store.conversions.read(id);
    if (!record) return undefined;
    const conversion = await views.conversion(record);
    events.publish({ type: 'conversion:changed', conversion });
    return conversion;
  },
  dfmModel: async (id) => {
    const record = await store.dfmModels.read(id);
    if (!record) return undefined;
    const model = await views.dfmModel(record);
    events.publish({ type: 'model:changed', model });
    return model;
  },
});
