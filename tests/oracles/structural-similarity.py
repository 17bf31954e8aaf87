"""SSIM by scikit-image, as a witness for ours. Prints structural-similarity.json.

Run it in any environment with scikit-image:  python tests/oracles/structural-similarity.py
Pictures come from the integer hash that hashed.ts computes exactly.
"""
import json
import pathlib

import numpy as np
from skimage.metrics import structural_similarity


def hashed(count, stream):
    """Numbers in [0, 1) from 0..count-1 and a stream's number; 32-bit integer arithmetic only."""
    with np.errstate(over="ignore"):
        h = np.arange(count, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(stream) * np.uint32(40503)
        h ^= h >> np.uint32(15)
        h *= np.uint32(2246822519)
        h ^= h >> np.uint32(13)
        h *= np.uint32(3266489917)
        h ^= h >> np.uint32(16)
    return h.astype(np.float64) / 2**32


def case(size, noise):
    """A ramp of light with noise of its own, and the same with other noise on top."""
    y, x, c = np.meshgrid(np.arange(size), np.arange(size), np.arange(3), indexing="ij")
    first = (x + 2 * y + 5 * c) / (3 * size + 10) * 0.7 + hashed(size * size * 3, 1).reshape(x.shape) * 0.1
    second = first * 0.9 + hashed(size * size * 3, 2).reshape(x.shape) * noise
    # Whole windows only: scikit-image leaves a border of (window - 1) / 2 out of its mean, the window being 11 pixels.
    value = structural_similarity(
        first, second, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1, channel_axis=2
    )
    return {"size": size, "noise": noise, "similarity": value}


cases = [case(size, noise) for size in (16, 64) for noise in (0.02, 0.1, 0.5)]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps({"cases": cases}, indent=1) + "\n")
