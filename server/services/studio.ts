/** All services of the studio, made from its ports. */
import { createAnnouncements } from './announcements.ts';
import { type AugmentationPreviewsService, createAugmentationPreviewsService } from './augmentation-previews.ts';
import { type ClipFramesService, createClipFramesService } from './clip-frames.ts';
import { createClipImports } from './clip-imports.ts';
import { createClipProxies } from './clip-proxies.ts';
import { type ClipsService, createClipsService } from './clips.ts';
import { createConsentsService } from './consents.ts';
import { type ConversionExportsService, createConversionExportsService } from './conversion-exports.ts';
import { type ConversionsService, createConversionsService } from './conversions.ts';
import { type CoverageService, createCoverageService } from './coverage.ts';
import { createDatasetsService, type DatasetsService } from './datasets.ts';
import { createDfmModelsService, type DfmModelsService } from './dfm-models.ts';
import { createExtractionsService, type ExtractionsService } from './extractions.ts';
import { createFaceEditsService, type FaceEditsService } from './face-edits.ts';
import { createFaceFixes } from './face-fixes.ts';
import { createFacesService, type FacesService } from './faces.ts';
import { createJobsService, type JobsService } from './jobs.ts';
import { givingUpSegments } from './kept-segments.ts';
import { createLinksService, type LinksService } from './links.ts';
import { createLookPicksService, type LookPicksService } from './look-picks.ts';
import { createLookPresetsService, type LookPresetsService } from './look-presets.ts';
import { createModelExportsService, type ModelExportsService } from './model-exports.ts';
import { createModelImportsService, type ModelImportsService } from './model-imports.ts';
import { createParkedPhotos } from './parked-photos.ts';
import { createPersonsService, type PersonsService } from './persons.ts';
import { createQueueService, type QueueService } from './queue.ts';
import { recover } from './recover.ts';
import { createRunGoingBackService, type RunGoingBackService } from './run-going-back.ts';
import { createRunLogService, type RunLogService } from './run-log.ts';
import { createRunPreviewsService, type RunPreviewsService } from './run-previews.ts';
import { createRunSettingsService, type RunSettingsService } from './run-settings.ts';
import { createRunsService, type RunsService } from './runs.ts';
import { createSampleService, type SampleService } from './sample.ts';
import { createSharedModelsService, type SharedModelsService } from './shared-models.ts';
import { createShownFacesService, type ShownFacesService } from './shown-faces.ts';
import type { StudioContext } from './studio-context.ts';
import { createSystemService, type SystemService } from './system.ts';
import { createTrainingForecastsService, type TrainingForecastsService } from './training-forecasts.ts';
import { createTrialsService, type TrialsService } from './trials.ts';
import { createViews } from './views.ts';

export interface Studio {
  readonly persons: PersonsService;
  readonly clips: ClipsService;
  readonly clipFrames: ClipFramesService;
  readonly links: LinksService;
  readonly extractions: ExtractionsService;
  readonly faces: FacesService;
  readonly datasets: DatasetsService;
  readonly faceEdits: FaceEditsService;
  readonly coverage: CoverageService;
  readonly runs: RunsService;
  readonly augmentationPreviews: AugmentationPreviewsService;
  readonly shownFaces: ShownFacesService;
  readonly runPreviews: RunPreviewsService;
  readonly runSettings: RunSettingsService;
  readonly runLog: RunLogService;
  readonly runGoingBack: RunGoingBackService;
  readonly trainingForecasts: TrainingForecastsService;
  readonly conversions: ConversionsService;
  readonly looks: LookPicksService;
  readonly conversionExports: ConversionExportsService;
  readonly trials: TrialsService;
  readonly lookPresets: LookPresetsService;
  readonly modelExports: ModelExportsService;
  readonly sharedModels: SharedModelsService;
  readonly modelImports: ModelImportsService;
  readonly dfmModels: DfmModelsService;
  readonly jobs: JobsService;
  readonly queue: QueueService;
  readonly sample: SampleService;
  readonly system: SystemService;
  /** Ends work so that it can go on later, then lets go of the database and the data folder. May be called twice. */
  close(): Promise<void>;
}

/** Resolves when what the last end left is tidied. */
export const openStudio = async (given: StudioContext): Promise<Studio> => {
  const context = { ...given, files: givingUpSegments(given) };
  const consents = createConsentsService(context);
  const jobs = createJobsService(context);
  const views = createViews(context, consents, jobs);
  const announce = createAnnouncements(context, views);
  const extractions = createExtractionsService(context, { consents, jobs, announce });
  const proxies = createClipProxies(context, { consents, jobs, announce });
  const parked = createParkedPhotos(context);
  const imports = createClipImports(context, { consents, jobs, extractions, proxies, announce });
  const clips = createClipsService(context, { consents, jobs, views, imports, parked });
  const persons = createPersonsService(context, { consents, jobs, views, announce });
  const runLog = createRunLogService(context);
  const runs = createRunsService(context, { consents, jobs, views, log: runLog });
  const looks = createLookPicksService(context, { consents });
  const conversions = createConversionsService(context, { consents, jobs, views, announce, looks });
  const services = {
    persons,
    clips,
    links: createLinksService(context, { consents, jobs, imports }),
    clipFrames: createClipFramesService(context),
    extractions,
    faces: createFacesService(context),
    faceEdits: createFaceEditsService(context, { announce, fixes: createFaceFixes(context, { consents, jobs }) }),
    coverage: createCoverageService(context),
    datasets: createDatasetsService(context, { consents, jobs, imports, announce }),
    runs,
    augmentationPreviews: createAugmentationPreviewsService(context, { consents }),
    shownFaces: createShownFacesService(context),
    runPreviews: createRunPreviewsService(context),
    runSettings: createRunSettingsService(context, { runs, jobs, log: runLog }),
    runLog,
    runGoingBack: createRunGoingBackService(context, { runs, jobs, log: runLog }),
    trainingForecasts: createTrainingForecastsService(context, { jobs }),
    conversions,
    looks,
    conversionExports: createConversionExportsService(context, { consents, jobs }),
    trials: createTrialsService(context, { consents, looks }),
    lookPresets: createLookPresetsService(context),
    modelExports: createModelExportsService(context, { consents, jobs }),
    sharedModels: createSharedModelsService(context, { consents, jobs }),
    modelImports: createModelImportsService(context, { consents, jobs, views }),
    dfmModels: createDfmModelsService(context, { consents, jobs, views, announce }),
    jobs,
    queue: createQueueService({ jobs, runs, conversions }),
    sample: createSampleService(context, { persons, clips, runs, jobs }),
    system: createSystemService(context),
  };
  await recover(context, { ...services, consents, proxies, parked });
  await jobs.tidy();
  const end = async () => {
    await jobs.close();
    context.events.close();
    await context.store.close();
    await context.files[Symbol.asyncDispose]();
  };
  let ending: Promise<void> | undefined;
  return {
    ...services,
    close: () => {
      ending ??= end();
      return ending;
    },
  };
};
