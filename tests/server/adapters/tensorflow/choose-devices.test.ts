import { describe, expect, it } from 'vitest';
import { chooseDevices, nameOfDevices } from '#server/adapters/tensorflow/choose-devices.ts';
import { parseGpus } from '#server/adapters/tensorflow/driver-gpus.ts';
import { gpusComputeBf16 } from '#server/adapters/tensorflow/machine-precision.ts';

const turing = 'GPU-0a1b2c3d-1111-4222-8333-444455556666';
const ampere = 'GPU-9f8e7d6c-aaaa-4bbb-8ccc-ddddeeeeffff';
const found = parseGpus(`${turing}, 7.5, Tesla T4\n${ampere}, 8.0, NVIDIA A100-SXM4-40GB\n`);
const choose = (setting: string, visible?: string) => {
  const chosen = chooseDevices({ setting, found, visible });
  return { names: chosen.gpus.map(({ name }) => name), visible: chosen.visible };
};

describe('what the driver says', () => {
  it('is read line by line', () => {
    expect(found).toEqual([
      { uuid: turing, name: 'Tesla T4', computeCapability: 7.5 },
      { uuid: ampere, name: 'NVIDIA A100-SXM4-40GB', computeCapability: 8 },
    ]);
  });

  it('may leave out what a GPU is capable of', () => {
    expect(parseGpus(`${turing}, [N/A], Tesla T4\n`)[0]?.computeCapability).toBeUndefined();
  });

  it('is no GPU where it is no list', () => {
    expect(parseGpus("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n")).toEqual([]);
  });
});

describe('the devices', () => {
  it('are all GPUs that may be seen, by themselves', () => {
    expect(choose('')).toEqual({ names: ['Tesla T4', 'NVIDIA A100-SXM4-40GB'], visible: undefined });
    expect(choose('', '1')).toEqual({ names: ['NVIDIA A100-SXM4-40GB'], visible: undefined });
    expect(choose('', 'GPU-9f8e7d6c, 0')).toMatchObject({ names: ['NVIDIA A100-SXM4-40GB', 'Tesla T4'] });
    expect(choose('', '')).toMatchObject({ names: [] });
    expect(choose('', '0,-1,1')).toMatchObject({ names: ['Tesla T4'] });
  });

  it('are those that are set, whatever may be seen', () => {
    expect(choose('cpu')).toEqual({ names: [], visible: '-1' });
    expect(choose('gpu:1')).toEqual({ names: ['NVIDIA A100-SXM4-40GB'], visible: ampere });
    expect(choose('gpu:1,gpu:0', '0')).toMatchObject({ visible: `${ampere},${turing}` });
    expect(choose('gpu:0,gpu:0')).toMatchObject({ visible: turing });
  });

  it('are the same where a thread reads the settings after its process has', () => {
    expect(choose('gpu:1', choose('gpu:1').visible)).toEqual(choose('gpu:1'));
  });

  it.each(['gpu', 'GPU:0', 'gpu:', 'gpu:0,', 'gpu:0 gpu:1', 'cpu,gpu:0', 'cuda'])(
    'are not %j, with a code',
    (setting) => {
      expect(() => choose(setting)).toThrow(
        expect.objectContaining({ code: 'bad_request', facts: { setting: 'device', device: setting } }),
      );
    },
  );

  it('are no GPU that is not there, with a code', () => {
    expect(() => choose('gpu:0,gpu:2')).toThrow(
      expect.objectContaining({ code: 'bad_request', facts: { setting: 'device', device: 'gpu:2', gpus: 2 } }),
    );
    expect(() => chooseDevices({ setting: 'gpu:0', found: [], visible: undefined })).toThrow('tells of: none');
  });

  it('have a name', () => {
    expect([nameOfDevices([]), nameOfDevices(found)]).toEqual(['CPU', 'Tesla T4; NVIDIA A100-SXM4-40GB']);
  });
});

it('GPUs compute bf16 where every one is known to, from compute capability 8 on', () => {
  const [old, young] = found as [(typeof found)[number], (typeof found)[number]];
  expect(gpusComputeBf16([young])).toBe(true);
  expect(gpusComputeBf16([old, young])).toBe(false);
  expect(gpusComputeBf16([{ ...young, computeCapability: undefined }])).toBe(false);
  expect(gpusComputeBf16([])).toBe(false);
});
