/** Layer tables against the counts of parameters that the projects they come from have. */
import { describe, expect, it } from 'vitest';
import {
  allWeights,
  architectureNamed,
  modelShape,
  parameterCount,
  partNames,
  partWeights,
  sideWeights,
} from '#core/autoencoder/architecture.ts';
import { deepFaceLab } from '#core/autoencoder/architectures/deepfacelab.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { trainingGraph } from '#core/autoencoder/training-graph.ts';
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import { architectureName } from '#core/contract/architecture-name.ts';
import { smallArchitecture } from '#tests/helpers/small-autoencoder.ts';

const { original } = architectures;

/** Parameters of each part, and the sum over all. */
const published: Readonly<Partial<Record<ArchitectureName, Readonly<Record<string, number>>>>> = {
  original: { encoder: 69_662_976, decoder_a: 6_199_747, decoder_b: 6_199_747, all: 82_062_470 },
  lightweight: { encoder: 29_806_336, decoder_a: 10_630_019, decoder_b: 10_630_019, all: 51_066_374 },
  iae: {
    encoder: 17_214_720,
    inter_a: 25_175_040,
    inter_b: 25_175_040,
    inter_both: 25_175_040,
    decoder: 25_076_163,
    all: 117_816_003,
  },
  'dfl-h128': { encoder: 77_018_880, decoder_a: 15_348_611, decoder_b: 15_348_611, all: 107_716_102 },
  // The last of each is the branch of the mask.
  'dfaker-128': {
    encoder: 69_662_976,
    decoder_a: 21_833_923 + 15_635_777,
    decoder_b: 21_833_923 + 15_635_777,
    all: 69_662_976 + 2 * (21_833_923 + 15_635_777),
  },
  quick96: {
    encoder: 4_306_560,
    inter: 3_098_368,
    decoder_a: 15_444_701,
    decoder_b: 15_444_701,
    all: 38_294_330,
  },
  'df-128': {
    encoder: 4_306_560,
    inter: 14_959_872,
    decoder_a: 19_136_000,
    decoder_b: 19_136_000,
    all: 57_538_432,
  },
  'df-ud-128': {
    encoder: 4_306_560,
    inter: 11_801_856,
    decoder_a: 19_181_291,
    decoder_b: 19_181_291,
    all: 54_470_998,
  },
  'liae-ud-128': {
    encoder: 4_306_560,
    inter_ab: 19_933_440,
    inter_b: 19_933_440,
    decoder: 38_203_115,
    all: 82_376_555,
  },
  'liae-udt-224': {
    encoder: 15_654_144,
    inter_ab: 12_870_400,
    inter_b: 12_870_400,
    decoder: 53_477_803,
    all: 94_872_747,
  },
};

describe('an architecture', () => {
  it.each(Object.entries(published))('%s has the parameters of the published one, part by part', (name, counts) => {
    const architecture = architectureNamed(architectures, name);
    const found = Object.fromEntries(
      partNames(architecture).map((part) => [part, parameterCount(partWeights(architecture, part))]),
    );
    expect({ ...found, all: parameterCount(allWeights(architecture)) }).toEqual(counts);
  });

  it('of each direction has the parameters of the Original model of one', () => {
    for (const side of ['a', 'b'] as const) expect(parameterCount(sideWeights(original, side))).toBe(75_862_723);
  });

  it('the branch of the mask has the parameters of the published one', () => {
    const weights = partWeights(architectures['dfaker-128'], 'decoder_a');
    expect(parameterCount(weights.filter(({ name }) => name.includes('/mask_')))).toBe(15_635_777);
  });

  it('draws faces of the size that its name says, with a mask where the original has one', () => {
    const shapes = Object.entries(architectures).map(
      ([name, architecture]) => [name, modelShape(architecture)] as const,
    );
    for (const [name, { drawnSize, drawsMask }] of shapes) {
      const said = /\d+$/.exec(name)?.[0];
      if (said) expect([name, drawnSize]).toEqual([name, Number(said)]);
      if (/^(df|liae|quick|dfaker)/.test(name) && name !== 'dfl-h128') expect([name, drawsMask]).toEqual([name, true]);
    }
    expect(modelShape(architectures.swift)).toEqual({ drawnSize: 64, drawsMask: false });
    expect(modelShape(architectures.studio)).toEqual({ drawnSize: 128, drawsMask: true });
    expect(architectures['dfaker-128'].faceSize).toBe(64);
  });

  it('has weights of names all different, in whatever mixture of letters', () => {
    for (const architecture of [smallArchitecture, ...Object.values(architectures)]) {
      const names = allWeights(architecture).map((weight) => weight.name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('takes widths and bottleneck as they are set', () => {
    const wide = deepFaceLab({ family: 'df', letters: '', faceSize: 64, bottleneck: 32, width: 8, maskWidth: 4 });
    expect(partWeights(wide, 'inter')[0]?.shape).toEqual([4 * 4 * 64, 32]);
  });

  it('is in the list of every name that a run may ask for', () => {
    expect(Object.keys(architectures).toSorted()).toEqual([...architectureName.options].toSorted());
  });

  it('that nobody knows is refused', () => {
    expect(() => architectureNamed(architectures, 'colossal')).toThrow('There is no architecture "colossal".');
    expect(() => architectureNamed(architectures, 'toString')).toThrow('There is no architecture');
  });
});

describe('the state of a run', () => {
  it('keeps two moments of each weight and a counter of each part beside the weights', () => {
    const { state } = trainingGraph({ architecture: original, batchSize: 1, precision: 'bf16' });
    expect(parameterCount(state)).toBe(82_062_470 * 3 + 3);
    expect(state.filter((tensor) => tensor.shape.length === 0).map((tensor) => tensor.name)).toEqual([
      'adam/encoder/steps',
      'adam/decoder_a/steps',
      'adam/decoder_b/steps',
    ]);
  });

  it('names the weights of the Original model as its first checkpoints did', () => {
    expect(allWeights(original).map(({ name }) => name.replace(/\/kernel$/, ''))).toEqual(
      [
        ...[1, 2, 3, 4].map((number) => `encoder/convolution_${number}`),
        'encoder/dense_1',
        'encoder/dense_2',
        'encoder/upscale',
        ...['decoder_a', 'decoder_b'].flatMap((part) => [
          ...[1, 2, 3].map((number) => `${part}/upscale_${number}`),
          `${part}/output`,
        ]),
      ].flatMap((layer) => [layer, `${layer}/bias`]),
    );
  });
});
