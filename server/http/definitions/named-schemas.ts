/** The contract's schemas with the names they carry in the OpenAPI document. */
import { z } from '@hono/zod-openapi';
import { clipView, extractFaces, importClip } from '#core/contract/clip.ts';
import { conversionView, createConversion } from '#core/contract/conversion.ts';
import { errorReport } from '#core/contract/errors.ts';
import { faceRow, faceStatesChanged, setFaceStates } from '#core/contract/face.ts';
import { jobView } from '#core/contract/jobs.ts';
import { consentView, createConsent, createPerson, personView } from '#core/contract/person.ts';
import { createRun, lossHistory, previewList, runCommand, runView } from '#core/contract/run.ts';
import { sampleCreated, systemView } from '#core/contract/system.ts';

export const named = {
  PersonView: personView.openapi('PersonView'),
  CreatePerson: createPerson.openapi('CreatePerson'),
  ConsentView: consentView.openapi('ConsentView'),
  CreateConsent: createConsent.openapi('CreateConsent'),
  ClipView: clipView.openapi('ClipView'),
  ImportClip: importClip.openapi('ImportClip'),
  ExtractFaces: extractFaces.openapi('ExtractFaces'),
  FaceRow: faceRow.openapi('FaceRow'),
  SetFaceStates: setFaceStates.openapi('SetFaceStates'),
  FaceStatesChanged: faceStatesChanged.openapi('FaceStatesChanged'),
  RunView: runView.openapi('RunView'),
  CreateRun: createRun.openapi('CreateRun'),
  RunCommand: z.object({ command: runCommand }).openapi('RunCommand'),
  LossHistory: lossHistory.openapi('LossHistory'),
  PreviewList: previewList.openapi('PreviewList'),
  ConversionView: conversionView.openapi('ConversionView'),
  CreateConversion: createConversion.openapi('CreateConversion'),
  JobView: jobView.openapi('JobView'),
  SystemView: systemView.openapi('SystemView'),
  SampleCreated: sampleCreated.openapi('SampleCreated'),
  ErrorReport: errorReport.openapi('ErrorReport'),
};
