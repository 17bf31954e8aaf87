"""A small model of every kind of layer, two inters and a mask in PyTorch: losses and gradients, as witnesses for ours.

Writes every-layer.json. Run it in any environment with torch:  python tests/oracles/every-layer.py
Weights and faces come from the hash of original-model.py. The wiring is DeepFaceLab's `liae`; A is drawn by the shared
inter alone. The loss of a side is the mean absolute error of the face plus ten times the mean squared error of the mask.
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

BATCH, SIZE = 2, 16


def hashed(count, stream):
    with np.errstate(over="ignore"):
        h = np.arange(count, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(stream) * np.uint32(40503)
        h ^= h >> np.uint32(15)
        h *= np.uint32(2246822519)
        h ^= h >> np.uint32(13)
        h *= np.uint32(3266489917)
        h ^= h >> np.uint32(16)
    return h.astype(np.float64) / 2**32


class Weights:
    """Made as they are asked for; the stream of each is the number of its name in alphabetical order, set afterwards."""

    def __init__(self, names):
        self.streams = {name: index + 1 for index, name in enumerate(sorted(names))}
        self.made = {}

    def __call__(self, name, shape):
        if name not in self.made:
            values = (hashed(int(np.prod(shape)), self.streams.get(name, 0)) * 2 - 1) * 0.4
            self.made[name] = torch.from_numpy(values.astype(np.float32).reshape(shape)).requires_grad_()
        return self.made[name]


def same(x, kernel, stride):
    """TensorFlow's SAME padding: the odd pixel goes to the right and the bottom."""
    total = max(kernel - stride, 0)
    return F.pad(x, (total // 2, total - total // 2, total // 2, total - total // 2))


def conv(x, w, name, features, kernel, stride=1):
    k = w(f"{name}/kernel", (kernel, kernel, x.shape[1], features))
    return F.conv2d(same(x, kernel, stride), k.permute(3, 2, 0, 1), w(f"{name}/bias", (features,)), stride)


def depthwise(x, w, name, kernel, stride):
    c = x.shape[1]
    k = w(f"{name}/kernel", (kernel, kernel, c, 1))
    return F.conv2d(same(x, kernel, stride), k.permute(2, 3, 0, 1), w(f"{name}/bias", (c,)), stride, groups=c)


def dense(x, w, name, units):
    return x @ w(f"{name}/kernel", (x.shape[1], units)) + w(f"{name}/bias", (units,))


def depth_to_space(x):
    """Our channel order is (row, column, channel); pixel_shuffle wants (channel, row, column)."""
    n, c, h, wd = x.shape
    return F.pixel_shuffle(x.view(n, 4, c // 4, h, wd).transpose(1, 2).reshape(n, c, h, wd), 2)


def space_to_depth(x):
    n, c, h, wd = x.shape
    return F.pixel_unshuffle(x, 2).view(n, c, 4, h // 2, wd // 2).transpose(1, 2).reshape(n, c * 4, h // 2, wd // 2)


def encoder(x, w):
    x = F.silu(conv(space_to_depth(x), w, "encoder/stem", 8, 3))
    x = F.leaky_relu(depthwise(x, w, "encoder/depthwise", 5, 2), 0.1)
    x = x + F.leaky_relu(conv(x, w, "encoder/refine", 8, 3), 0.2)
    x = x.permute(0, 2, 3, 1).flatten(1)
    return x / torch.sqrt((x * x).mean(1, keepdim=True) + 1e-6)


def inter(x, w, name):
    x = dense(dense(x, w, f"{name}/dense_1", 6), w, f"{name}/dense_2", 4 * 4 * 4)
    return x.view(-1, 4, 4, 4).permute(0, 3, 1, 2)


def decoder(x, w):
    x = depth_to_space(F.leaky_relu(conv(x, w, "decoder/upscale", 24, 3), 0.1))
    branches = [conv(x, w, f"decoder/output_{i + 1}", 3, k) for i, k in enumerate((1, 3, 3, 3))]
    mask = depth_to_space(F.silu(conv(x, w, "decoder/mask_upscale", 8, 3)))
    return torch.sigmoid(depth_to_space(torch.cat(branches, 1))), torch.sigmoid(conv(mask, w, "decoder/mask_output", 1, 1))


def pictures(stream, channels):
    values = hashed(BATCH * SIZE * SIZE * channels, stream).astype(np.float32).reshape(BATCH, SIZE, SIZE, channels)
    return torch.from_numpy(values).permute(0, 3, 1, 2).contiguous()


def losses(w):
    found = {}
    for index, side in enumerate("ab"):
        given, target, regions = (pictures(1001 + index * 3 + i, c) for i, c in enumerate((3, 3, 2)))
        code = encoder(given, w)
        shared = inter(code, w, "inter_ab")
        own = shared if side == "a" else inter(code, w, "inter_b")
        face, mask = decoder(torch.cat([own, shared], 1), w)
        found[side] = F.l1_loss(face, target) + 10 * F.mse_loss(mask, regions[:, :1])
    return found


def main():
    probe = Weights([])
    losses(probe)
    w = Weights(probe.made)
    found = losses(w)
    sum(found.values()).backward()
    out = {
        "generatedBy": "tests/oracles/every-layer.py",
        "torch": torch.__version__,
        "losses": {side: float(loss.detach()) for side, loss in found.items()},
        "gradients": {
            name: [float(f"{value:.8g}") for value in tensor.grad.reshape(-1)[:: max(1, tensor.numel() // 8)][:8]]
            for name, tensor in sorted(w.made.items())
        },
    }
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
    print(out["losses"], len(out["gradients"]))


main()
