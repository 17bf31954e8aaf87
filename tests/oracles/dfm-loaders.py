"""Loads a .dfm file as DeepFaceLive and FaceFusion load one, and compares what it draws with what our engine drew.

python dfm-loaders.py MODEL.dfm [FACES.f32 DRAWN.f32]
FACES is [n, S, S, 3] float32 BGR in 0..1, DRAWN the same size as our engine draws it. Needs onnxruntime and numpy.
The checks are facts about both programs (which inputs they look for, what they unpack by place); no code of theirs is here.
"""
import sys

import numpy
import onnxruntime


def as_deepfacelive(session):
    inputs = session.get_inputs()
    assert 1 <= len(inputs) <= 2, "one input, or a second that morphs"
    assert "in_face" in inputs[0].name
    height, width = inputs[0].shape[1:3]
    assert isinstance(height, int) and height == width, "a square whose size the file says"
    outputs = session.get_outputs()
    assert len(outputs) == 3
    for output, channels in zip(outputs, (1, 3, 1)):
        assert output.shape[1:] == [height, width, channels], output.shape
    return height


def as_facefusion(session):
    for found in session.get_inputs():
        if found.name == "in_face:0":
            return found.shape[1]
    raise AssertionError("no input in_face:0")


def main(model, faces=None, drawn=None):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    size = as_deepfacelive(session)
    assert as_facefusion(session) == size
    shape = (-1, size, size, 3)
    given = numpy.fromfile(faces, numpy.float32).reshape(shape) if faces else numpy.full((1, size, size, 3), 0.5, numpy.float32)
    face_mask, celeb, celeb_mask = session.run(None, {"in_face:0": given})
    assert celeb.shape == given.shape and celeb.dtype == numpy.float32
    assert face_mask.shape == celeb_mask.shape == given.shape[:3] + (1,)
    for values in (face_mask, celeb, celeb_mask):
        assert values.min() >= 0 and values.max() <= 1
    one = session.run(None, {"in_face:0": given[:1]})[1]
    assert numpy.abs(one - celeb[:1]).max() < 1e-5, "a face by itself is drawn as one among others"
    print(f"both loaders take it: {size} px, onnxruntime {onnxruntime.__version__}")
    if drawn:
        ours = numpy.fromfile(drawn, numpy.float32).reshape(shape)
        worst = numpy.abs(ours - celeb).max()
        print(f"worst difference from our engine {worst:.2e}")
        assert worst < 1e-3


main(*sys.argv[1:])
