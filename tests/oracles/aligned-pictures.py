"""Writes aligned-pictures.json: what Python itself makes of the notes that DeepFaceLab (a pickled dict in a JPEG's APP15
segment, DFLIMG/DFLJPG.py) and faceswap (a dict as text in a PNG's iTXt chunk, lib/image.py) put into aligned pictures.
Run with a Python that has numpy: python3 tests/oracles/aligned-pictures.py"""

import base64
import json
import pickle
import struct
import zlib
from pathlib import Path

import numpy as np

landmarks = [[round(20.5 + i * 1.25, 3), round(200.75 - i * 2.5, 3)] for i in range(68)]
names = ["00042.png", "Käse 'n\" \\ {1}_000007.jpg"]


def deepfacelab(name, protocol):
    note = {
        "face_type": "whole_face",
        "landmarks": landmarks,
        "source_filename": name,
        "source_rect": np.array([1, 2, 300, 70000]),
        "source_landmarks": np.array(landmarks).tolist(),
        "image_to_face_mat": np.array([[1.0, 0.5, -3.25], [-0.5, 1.0, 4.0]]),
        "xseg_mask": np.arange(16, dtype=np.uint8),
        "eyebrows_expand_mod": 1.0,
        "numbers": (-1, 2**40, True, None, -(2**31)),
    }
    data = pickle.dumps(note, protocol=protocol)
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    app15 = b"\xff\xef" + struct.pack(">H", len(data) + 2) + data
    return b"\xff\xd8" + app0 + app15 + b"\xff\xda\x00\x02\xff\xd9"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def faceswap(name):
    note = {
        "alignments": {"x": 1, "y": -2, "w": 30, "h": 40, "landmarks_xy": landmarks, "mask": {}, "identity": {}},
        "source": {
            "alignments_version": 2.4,
            "original_filename": "x_0.png",
            "face_index": 0,
            "source_filename": name,
            "source_is_video": True,
            "source_frame_dims": (1080, 1920),
        },
    }
    text = b"faceswap\x00\x00\x00\x00\x00" + str(note).encode("utf-8")
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"iTXt", text) + pixels + chunk(b"IEND", b"")


def entry(program, name, data, protocol=None):
    return {"program": program, "name": name, "protocol": protocol, "bytes": base64.b64encode(data).decode()}


pictures = [entry("deepfacelab", name, deepfacelab(name, protocol), protocol) for name in names for protocol in (2, 3, 4, 5)]
pictures += [entry("faceswap", name, faceswap(name)) for name in names]
literal = {"a": [1, -2.5, 1e-7, (3,)], "quote's": 'both \' and "', "none": None, "flags": [True, False], "é\n\t\\": ""}
out = {"landmarks": landmarks, "literal": {"text": str(literal), "value": json.loads(json.dumps(literal))}, "pictures": pictures}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n")
