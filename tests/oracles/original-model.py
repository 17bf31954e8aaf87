"""The Original model in PyTorch: first losses, Adam's moments and weights, as witnesses for ours.

Writes original-model.json. Run it in any environment with torch:  python tests/oracles/original-model.py
Weights and faces come from an integer hash that both sides compute exactly, so none are shipped. One Adam over all
weights; eps is set anew each step to 1e-7 / sqrt(1 - beta2^t), which makes torch's form equal to TensorFlow's.
"""
import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from hashed import hashed

BATCH, SIZE, ITERATIONS, SAMPLES = 2, 64, 3, 4
RATE, BETA1, BETA2, EPSILON = 5e-5, 0.5, 0.999, 1e-7


def layers():
    """(name, kernel shape) in TensorFlow's layout: [kh, kw, in, out] or [in, out]."""
    c, d = [3, 128, 256, 512, 1024], [512, 256, 128, 64]
    yield from ((f"encoder/convolution_{i + 1}", (5, 5, c[i], c[i + 1])) for i in range(4))
    yield "encoder/dense_1", (16384, 1024)
    yield "encoder/dense_2", (1024, 16384)
    yield "encoder/upscale", (3, 3, 1024, 2048)
    for part in ("decoder_a", "decoder_b"):
        yield from ((f"{part}/upscale_{i + 1}", (3, 3, d[i], d[i + 1] * 4)) for i in range(3))
        yield f"{part}/output", (5, 5, 64, 3)


def weights():
    made, stream = {}, 1
    for name, shape in layers():
        window = int(np.prod(shape[:-2]))
        limit = math.sqrt(6 / (window * (shape[-2] + shape[-1])))
        made[f"{name}/kernel"] = ((hashed(int(np.prod(shape)), stream) * 2 - 1) * limit).astype(np.float32).reshape(shape)
        made[f"{name}/bias"] = ((hashed(shape[-1], stream + 1) * 2 - 1) * 0.1).astype(np.float32)
        stream += 2
    return made


def faces(stream):
    """[batch, 3, size, size]; made in TensorFlow's order, NHWC."""
    values = hashed(BATCH * SIZE * SIZE * 3, stream).astype(np.float32).reshape(BATCH, SIZE, SIZE, 3)
    return torch.from_numpy(values).permute(0, 3, 1, 2).contiguous()


def same(x, kernel, stride):
    """TensorFlow's SAME padding: the odd pixel goes to the right and the bottom."""
    total = max(kernel - stride, 0)
    before = total // 2
    return F.pad(x, (before, total - before, before, total - before))


def conv(x, p, name, stride):
    kernel = p[f"{name}/kernel"]
    return F.conv2d(same(x, kernel.shape[0], stride), kernel.permute(3, 2, 0, 1), p[f"{name}/bias"], stride)


def upscale(x, p, name):
    x = F.leaky_relu(conv(x, p, name, 1), 0.1)
    n, c, h, w = x.shape
    # Our channel order is (row, column, channel); pixel_shuffle wants (channel, row, column).
    x = x.view(n, 4, c // 4, h, w).transpose(1, 2).reshape(n, c, h, w)
    return F.pixel_shuffle(x, 2)


def draw(x, p, part):
    for i in range(4):
        x = F.leaky_relu(conv(x, p, f"encoder/convolution_{i + 1}", 2), 0.1)
    x = x.permute(0, 2, 3, 1).reshape(x.shape[0], -1)
    for i in (1, 2):
        x = x @ p[f"encoder/dense_{i}/kernel"] + p[f"encoder/dense_{i}/bias"]
    x = upscale(x.view(-1, 4, 4, 1024).permute(0, 3, 1, 2), p, "encoder/upscale")
    for i in range(3):
        x = upscale(x, p, f"{part}/upscale_{i + 1}")
    return torch.sigmoid(conv(x, p, f"{part}/output", 1))


def sampled(tensor):
    """A few numbers, spread over the tensor, and its norm."""
    flat = tensor.detach().reshape(-1)
    at = [(2 * k + 1) * flat.numel() // (2 * SAMPLES) for k in range(SAMPLES)]
    return {"at": at, "values": [float(flat[i]) for i in at], "norm": float(flat.double().norm())}


def main():
    p = {name: torch.from_numpy(value).requires_grad_() for name, value in weights().items()}
    start = {name: value.detach().clone() for name, value in p.items()}
    adam = torch.optim.Adam(p.values(), lr=RATE, betas=(BETA1, BETA2))
    batches = {"a": (faces(1001), faces(1002)), "b": (faces(1003), faces(1004))}
    losses, first = [], {}
    for iteration in range(ITERATIONS):
        # One joint step: one gradient of the sum of both losses, one update of everything.
        adam.zero_grad(set_to_none=True)
        sides = {side: F.l1_loss(draw(given, p, f"decoder_{side}"), target) for side, (given, target) in batches.items()}
        sum(sides.values()).backward()
        for group in adam.param_groups:
            group["eps"] = EPSILON / math.sqrt(1 - BETA2 ** (iteration + 1))
        adam.step()
        entry = {side: float(loss.detach()) for side, loss in sides.items()}
        losses.append(entry)
        if iteration == 0:
            for name, value in p.items():
                state = adam.state[value]
                first[name] = {
                    "mean": sampled(state["exp_avg"]),
                    "variance": sampled(state["exp_avg_sq"]),
                    "update": sampled(value.detach() - start[name]),
                }
    out = {
        "generatedBy": "tests/oracles/original-model.py",
        "torch": torch.__version__,
        "losses": losses,
        "afterFirstIteration": first,
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(out, indent=1) + "\n")
    print(losses)


main()
