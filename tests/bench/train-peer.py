"""The same model and joint step in PyTorch, to compare with: python tests/bench/train-peer.py BATCH fp32|bf16

Reads the architecture as JSON, one line on stdin. Then speaks as train-ours.ts does: a line asks for one step, answered
by its seconds and the processor's seconds; when stdin ends, by the peak memory in bytes.
Done as PyTorch is used well: channels_last, autocast, fused Adam, one Adam over all weights. Orders of channels in
shuffles are PyTorch's own: they cost the same.
"""
import json
import resource
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

batch_size, precision = int(sys.argv[1]), sys.argv[2]
architecture = json.loads(sys.stdin.readline())


def activation(layer):
    kind = (layer.get("activation") or {}).get("kind")
    slope = (layer.get("activation") or {}).get("slope")
    return {"leaky-relu": lambda x: F.leaky_relu(x, slope), "silu": F.silu, "sigmoid": torch.sigmoid}.get(kind, lambda x: x)


class Convolution(nn.Module):
    def __init__(self, layer, channels, features, kernel, groups=1):
        super().__init__()
        stride = layer.get("stride", 1)
        self.convolution = nn.Conv2d(channels, features, kernel, stride, kernel // 2, groups=groups)
        self.activation = activation(layer)

    def forward(self, x):
        return self.activation(self.convolution(x))


class Dense(nn.Module):
    def __init__(self, layer, channels):
        super().__init__()
        self.dense, self.activation = nn.Linear(channels, layer["units"]), activation(layer)

    def forward(self, x):
        return self.activation(self.dense(x))


class Call(nn.Module):
    def __init__(self, call):
        super().__init__()
        self.call = call

    def forward(self, x):
        return self.call(x)


class Skip(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


class Branches(nn.Module):
    def __init__(self, branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def made(layer, shape):
    """A module for a layer whose input has this shape (channels, height, width), or (units,)."""
    kind = layer["kind"]
    if kind == "convolution":
        return Convolution(layer, shape[0], layer["features"], layer["kernel"])
    if kind == "depthwise":
        return Convolution(layer, shape[0], shape[0], layer["kernel"], groups=shape[0])
    if kind == "upscale":
        return nn.Sequential(Convolution(layer, shape[0], layer["features"] * 4, 3), nn.PixelShuffle(2))
    if kind == "dense":
        return Dense(layer, shape[0])
    if kind == "flatten":
        return nn.Flatten()
    if kind == "reshape":
        height, width, channels = layer["shape"]
        return Call(lambda x: x.view(-1, channels, height, width).contiguous(memory_format=torch.channels_last))
    if kind == "pixel-norm":
        return Call(lambda x: x * torch.rsqrt((x * x).mean(1, keepdim=True) + 1e-6))
    if kind == "activation":
        return Call(activation(layer))
    if kind == "space-to-depth":
        return nn.PixelUnshuffle(layer["block"])
    if kind == "depth-to-space":
        return nn.PixelShuffle(layer["block"])
    if kind == "skip":
        return Skip(chain(layer["layers"], shape)[0])
    return Branches([chain(branch, shape)[0] for branch in layer["branches"]])


def chain(layers, shape):
    """The layers as one module, and the shape of what comes out."""
    modules, probe = [], torch.zeros(1, *shape)
    with torch.no_grad():
        for layer in layers:
            modules.append(made(layer, tuple(probe.shape[1:])))
            probe = modules[-1](probe)
    return nn.Sequential(*modules), tuple(probe.shape[1:])


size = architecture["faceSize"]
draws = architecture["draws"]
encoder, code_shape = chain(architecture["encoder"], (3, size, size))
inters, inter_shape = {}, code_shape
for side in "ab":
    for name in draws[side]["inters"]:
        inters[name], inter_shape = chain(architecture["inter"], code_shape)
width = len(draws["a"]["inters"]) or 1
joined_shape = (inter_shape[0] * width, *inter_shape[1:])
decoders = {}
for side in "ab":
    trunk, trunk_shape = chain(architecture["decoder"]["trunk"], joined_shape)
    face, face_shape = chain(architecture["decoder"]["face"], trunk_shape)
    mask = architecture["decoder"].get("mask")
    heads = {"trunk": trunk, "face": face, **({"mask": chain(mask, trunk_shape)[0]} if mask else {})}
    decoders.setdefault(draws[side]["decoder"], nn.ModuleDict(heads))

device = "cuda" if torch.cuda.is_available() else "cpu"
model = nn.ModuleDict({"encoder": encoder, "inters": nn.ModuleDict(inters), "decoders": nn.ModuleDict(decoders)})
model.to(device, memory_format=torch.channels_last)
adam = torch.optim.Adam(model.parameters(), lr=5e-5, betas=(0.5, 0.999), eps=1e-7, fused=True)
pictures = lambda *shape: torch.rand(*shape).to(device, memory_format=torch.channels_last)
given = pictures(batch_size, 3, size, size)
target, regions = pictures(batch_size, *face_shape), pictures(batch_size, 1, *face_shape[1:])
both = torch.cat([given, given]).contiguous(memory_format=torch.channels_last)


def loss_of(side, code):
    """Mean absolute error of the face and, where there is one, ten times the mean squared error of the mask."""
    if draws[side]["inters"]:
        code = torch.cat([model["inters"][name](code) for name in draws[side]["inters"]], 1)
    heads = model["decoders"][draws[side]["decoder"]]
    trunk = heads["trunk"](code)
    face, mask = heads["face"](trunk), heads["mask"](trunk) if "mask" in heads else None
    loss = F.l1_loss(face.float(), target)
    return loss if mask is None else loss + 10 * F.mse_loss(mask.float(), regions)


def step():
    """One joint step: the encoder once over both sides, one update of everything."""
    adam.zero_grad(set_to_none=True)
    with torch.autocast(device, torch.bfloat16, enabled=precision == "bf16"):
        code = model["encoder"](both)
        loss = loss_of("a", code[:batch_size]) + loss_of("b", code[batch_size:])
    loss.backward()
    adam.step()
    return loss.item()


print("ready", flush=True)
for _ in sys.stdin:
    began, worked = time.perf_counter(), time.process_time()
    step()
    print(time.perf_counter() - began, time.process_time() - worked, flush=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, flush=True)
