/** The contract's schemas with the names they carry in the OpenAPI document. */
import { z } from '@hono/zod-openapi';
import {
  changeClip,
  clipView,
  createPhotoSet,
  extractFaces,
  importClip,
  importedPaths,
  importPaths,
  serverFolder,
  uploadAnswer,
  uploadQuestion,
} from '#core/contract/clip.ts';
import { conversionView, createConversion } from '#core/contract/conversion.ts';
import { conversionExport, createConversionExport } from '#core/contract/conversion-export.ts';
import { conversionReport } from '#core/contract/conversion-report.ts';
import { coverageReport } from '#core/contract/coverage.ts';
import { curve } from '#core/contract/curve.ts';
import { dfmModelView, nameDfmPerson } from '#core/contract/dfm-model.ts';
import { errorReport } from '#core/contract/errors.ts';
import { faceRow, faceShape } from '#core/contract/face.ts';
import { clusterView, editHistory, editView, faceEdit } from '#core/contract/face-edit.ts';
import { faceIds, faceQuery, faceSummary, readFaceRows } from '#core/contract/face-query.ts';
import { forecastOf, trainingForecast, trainingMeasurement } from '#core/contract/forecast.ts';
import { jobView, moveJob } from '#core/contract/jobs.ts';
import { addLinks, chooseEntries, downloadLinks, linksAdded, linkView } from '#core/contract/link.ts';
import { lookPick } from '#core/contract/look-pick.ts';
import { createLookPreset, lookPreset } from '#core/contract/look-preset.ts';
import { createSharedModel, sharedModel } from '#core/contract/model-card.ts';
import { createModelExport, modelExport } from '#core/contract/model-export.ts';
import { consentView, createConsent, createPerson, personView } from '#core/contract/person.ts';
import { changeRun, createRun, nameCheckpoint, previewList, runCommand, runView } from '#core/contract/run.ts';
import { runLog } from '#core/contract/run-log.ts';
import { shownFacesOffer } from '#core/contract/shown-faces.ts';
import { sampleCreated, systemView } from '#core/contract/system.ts';
import { tryConversion } from '#core/contract/trial.ts';

/** A copy, since a schema made before zod was extended lacks `openapi`, and who imports first is nobody's business here. */
const name = <Schema extends z.ZodType>(schema: Schema, word: string): Schema => schema.clone().openapi(word);

export const named = {
  PersonView: name(personView, 'PersonView'),
  CreatePerson: name(createPerson, 'CreatePerson'),
  ConsentView: name(consentView, 'ConsentView'),
  CreateConsent: name(createConsent, 'CreateConsent'),
  LinkView: name(linkView, 'LinkView'),
  AddLinks: name(addLinks, 'AddLinks'),
  LinksAdded: name(linksAdded, 'LinksAdded'),
  ChooseEntries: name(chooseEntries, 'ChooseEntries'),
  DownloadLinks: name(downloadLinks, 'DownloadLinks'),
  ClipView: name(clipView, 'ClipView'),
  ChangeClip: name(changeClip, 'ChangeClip'),
  ImportClip: name(importClip, 'ImportClip'),
  ImportPaths: name(importPaths, 'ImportPaths'),
  ImportedPaths: name(importedPaths, 'ImportedPaths'),
  ServerFolder: name(serverFolder, 'ServerFolder'),
  UploadQuestion: name(uploadQuestion, 'UploadQuestion'),
  UploadAnswer: name(uploadAnswer, 'UploadAnswer'),
  CreatePhotoSet: name(createPhotoSet, 'CreatePhotoSet'),
  ExtractFaces: name(extractFaces, 'ExtractFaces'),
  FaceRow: name(faceRow, 'FaceRow'),
  FaceShape: name(faceShape, 'FaceShape'),
  FaceQuery: name(faceQuery, 'FaceQuery'),
  FaceIds: name(faceIds, 'FaceIds'),
  ReadFaceRows: name(readFaceRows, 'ReadFaceRows'),
  FaceSummary: name(faceSummary, 'FaceSummary'),
  FaceEdit: name(faceEdit, 'FaceEdit'),
  EditView: name(editView, 'EditView'),
  EditHistory: name(editHistory, 'EditHistory'),
  ClusterView: name(clusterView, 'ClusterView'),
  RunView: name(runView, 'RunView'),
  CreateRun: name(createRun, 'CreateRun'),
  ChangeRun: name(changeRun, 'ChangeRun'),
  RunCommand: name(z.object({ command: runCommand }), 'RunCommand'),
  Curve: name(curve, 'Curve'),
  RunLog: name(runLog, 'RunLog'),
  ShownFacesOffer: name(shownFacesOffer, 'ShownFacesOffer'),
  NameCheckpoint: name(nameCheckpoint, 'NameCheckpoint'),
  PreviewList: name(previewList, 'PreviewList'),
  ForecastOf: name(forecastOf, 'ForecastOf'),
  TrainingForecast: name(trainingForecast, 'TrainingForecast'),
  TrainingMeasurement: name(trainingMeasurement, 'TrainingMeasurement'),
  CreateSharedModel: name(createSharedModel, 'CreateSharedModel'),
  SharedModel: name(sharedModel, 'SharedModel'),
  DfmModelView: name(dfmModelView, 'DfmModelView'),
  NameDfmPerson: name(nameDfmPerson, 'NameDfmPerson'),
  CreateModelExport: name(createModelExport, 'CreateModelExport'),
  ModelExport: name(modelExport, 'ModelExport'),
  ConversionView: name(conversionView, 'ConversionView'),
  CreateConversion: name(createConversion, 'CreateConversion'),
  CreateLookPreset: name(createLookPreset, 'CreateLookPreset'),
  LookPreset: name(lookPreset, 'LookPreset'),
  CreateConversionExport: name(createConversionExport, 'CreateConversionExport'),
  ConversionExport: name(conversionExport, 'ConversionExport'),
  LookPick: name(lookPick, 'LookPick'),
  TryConversion: name(tryConversion, 'TryConversion'),
  ConversionReport: name(conversionReport, 'ConversionReport'),
  CoverageReport: name(coverageReport, 'CoverageReport'),
  JobView: name(jobView, 'JobView'),
  MoveJob: name(moveJob, 'MoveJob'),
  SystemView: name(systemView, 'SystemView'),
  SampleCreated: name(sampleCreated, 'SampleCreated'),
  ErrorReport: name(errorReport, 'ErrorReport'),
};
