"""Weights after some updates by PyTorch's optimisers, as witnesses for ours.

Writes optimisers.json. Run it in any environment with torch:  python tests/oracles/optimisers.py
Adam's eps is set anew each step to 1e-7 / sqrt(1 - beta2^t), which makes torch's form equal to TensorFlow's.
"""
import json
import math
import pathlib

import torch
from hashed import hashed

STEPS, SHAPES, RATE = 8, [(3, 5), (7,)], 0.02


def given(step, index):
    """Gradients of step 1.. and weights of step 0, in -1..1, the gradients of later steps smaller."""
    shape = SHAPES[index]
    numbers = hashed(math.prod(shape), 10 * step + index + 1) * 2 - 1
    return torch.tensor(numbers / max(1, step), dtype=torch.float64).float().reshape(shape)


def run(make, betas=None, max_norm=None, keep=None):
    weights = [given(0, i).clone().requires_grad_() for i in range(len(SHAPES))]
    optimiser = make(weights)
    averages = [torch.zeros_like(w) for w in weights]
    for step in range(1, STEPS + 1):
        for index, weight in enumerate(weights):
            weight.grad = given(step, index)
        if betas:
            optimiser.param_groups[0]["eps"] = 1e-7 / math.sqrt(1 - betas[1] ** step)
        if max_norm:
            torch.nn.utils.clip_grad_norm_(weights, max_norm)
        optimiser.step()
        if keep:
            kept = min(keep, (step - 1) / (step + 8))
            averages = [torch.lerp(w.detach(), a, kept) for a, w in zip(averages, weights)]
    result = {"weights": [w.detach().flatten().tolist() for w in weights]}
    if keep:
        result["averages"] = [a.flatten().tolist() for a in averages]
    return result


def main():
    o = torch.optim
    adam, adamw = (0.5, 0.999), (0.9, 0.999)
    cases = {
        "adam": run(lambda w: o.Adam(w, RATE, adam), adam),
        "adamw": run(lambda w: o.AdamW(w, RATE, adamw, weight_decay=0.1), adamw),
        "rmsprop": run(lambda w: o.RMSprop(w, RATE, alpha=0.9, eps=1e-7)),
        "clipped": run(lambda w: o.SGD(w, RATE), max_norm=0.5),
        "averaged": run(lambda w: o.Adam(w, RATE, adam), adam, keep=0.3),
    }
    out = {"generatedBy": "tests/oracles/optimisers.py", "torch": torch.__version__, "cases": cases}
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")


main()
