"""The numbers of `hashed` in hashed.ts, exactly: both sides make the same inputs, so that none are shipped."""
import numpy as np


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
