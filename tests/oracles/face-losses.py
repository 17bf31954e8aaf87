"""Losses of faces and their slopes in PyTorch, float64, written as the papers have them: witnesses for ours.

Writes face-losses.json. Run it in any environment with torch:  python tests/oracles/face-losses.py
Windows are laid by two-dimensional convolutions, means of two by average pooling: another way than ours.
"""
import json
import pathlib

import torch
import torch.nn.functional as F
from hashed import hashed

COUNT, SAMPLES = 2, 12
SHARES = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]


def pictures(side, channels, stream):
    values = hashed(COUNT * side * side * channels, stream)
    return torch.tensor(values, dtype=torch.float64).reshape(COUNT, side, side, channels).permute(0, 3, 1, 2)


def kernel(size, sigma):
    at = torch.arange(size, dtype=torch.float64) - (size - 1) / 2
    bell = torch.exp(-(at**2) / (2 * sigma**2))
    flat = torch.outer(bell, bell)
    return flat / flat.sum()


def local(x, size, sigma=1.5, padding=0):
    channels = x.shape[1]
    weight = kernel(size, sigma).expand(channels, 1, size, size)
    return F.conv2d(x, weight, groups=channels, padding=padding)


def similarity(x, y, size):
    mx, my = local(x, size), local(y, size)
    vx, vy = local(x * x, size) - mx**2, local(y * y, size) - my**2
    cov = local(x * y, size) - mx * my
    luminance = (2 * mx * my + 0.01**2) / (mx**2 + my**2 + 0.01**2)
    return luminance, (2 * cov + 0.03**2) / (vx + vy + 0.03**2)


def dssim(x, y, size):
    luminance, contrast = similarity(x, y, size)
    return (1 - (luminance * contrast).mean()) / 2


def multi_scale(x, y, size):
    shares = [s for k, s in enumerate(SHARES) if x.shape[2] // 2**k >= size]
    product = 1
    for k, share in enumerate(shares):
        luminance, contrast = similarity(x, y, size)
        value = luminance * contrast if k == len(shares) - 1 else contrast
        product = product * value.mean((2, 3)).clamp(min=1e-3) ** (share / sum(shares))
        x, y = F.avg_pool2d(x, 2), F.avg_pool2d(y, 2)
    return (1 - product.mean()) / 2


def soft(mask):
    sigma = max(1, mask.shape[2] // 32)
    size = 4 * sigma + 1
    return local(mask, size, sigma, padding=size // 2).clamp(max=0.5) * 2


def losses(x, y, regions, drawn_mask):
    face, eyes = regions[:, :1], regions[:, 1:]
    side = x.shape[2]
    small = max(3, int(side / 11.6))
    mx, my = x * soft(face), y * soft(face)
    dx, dy = (p * (0.75 * soft(face) + 0.25) for p in (x, y))
    return {
        "mae": (x - y).abs().mean(),
        "mse": ((x - y) ** 2).mean(),
        "dssim": dssim(x, y, 11),
        "dssimRelative": dssim(x, y, small),
        "multiScale": multi_scale(x, y, 11),
        "eyesMouth": (x - y).abs().mean() + 300 * ((x - y) * eyes).abs().mean(),
        "masked": 10 * dssim(mx, my, small) + 10 * ((mx - my) ** 2).mean(),
        "darkened": 10 * dssim(dx, dy, small) + 10 * ((dx - dy) ** 2).mean(),
        "mask": (x - y).abs().mean() + 10 * ((drawn_mask - face) ** 2).mean(),
    }


def sampled(tensor):
    flat = tensor.permute(0, 2, 3, 1).reshape(-1)
    at = [(2 * k + 1) * flat.numel() // (2 * SAMPLES) for k in range(SAMPLES)]
    return {"at": at, "values": [float(flat[i]) for i in at], "norm": float(flat.norm())}


def main():
    out = {"generatedBy": "tests/oracles/face-losses.py", "torch": torch.__version__, "sides": {}}
    for side in (48, 64, 96):
        target = pictures(side, 3, 1)
        drawn = (0.6 * target + 0.4 * pictures(side, 3, 2)).requires_grad_()
        regions = (pictures(side, 2, 3) > 0.6).double()
        mask = pictures(side, 1, 4).requires_grad_()
        found = {}
        for name, loss in losses(drawn, target, regions, mask).items():
            slope, mask_slope = torch.autograd.grad(loss, (drawn, mask), allow_unused=True)
            found[name] = {"loss": float(loss), "slope": sampled(slope)}
            if mask_slope is not None:
                found[name]["maskSlope"] = sampled(mask_slope)
        out["sides"][side] = found
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")


main()
