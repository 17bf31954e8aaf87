"""The same model and step in PyTorch, to compare with: python tests/bench/train-peer.py BATCH fp32|bf16

Speaks as train-ours.ts does: a line on stdin asks for one iteration, answered by its seconds; then the peak in bytes.
Done as PyTorch is used well: channels_last, autocast, fused Adam, one Adam over all weights.
"""
import resource
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

batch_size, precision = int(sys.argv[1]), sys.argv[2]


def conv(i, o, kernel, stride=1):
    return nn.Conv2d(i, o, kernel, stride, kernel // 2)


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        c = [3, 128, 256, 512, 1024]
        self.convolutions = nn.ModuleList(conv(c[i], c[i + 1], 5, 2) for i in range(4))
        self.dense_1, self.dense_2 = nn.Linear(16384, 1024), nn.Linear(1024, 16384)
        self.upscale = conv(1024, 2048, 3)

    def forward(self, x):
        for layer in self.convolutions:
            x = F.leaky_relu(layer(x), 0.1)
        x = self.dense_2(self.dense_1(x.flatten(1))).view(-1, 1024, 4, 4)
        return F.pixel_shuffle(F.leaky_relu(self.upscale(x), 0.1), 2)


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        c = [512, 256, 128, 64]
        self.upscales = nn.ModuleList(conv(c[i], c[i + 1] * 4, 3) for i in range(3))
        self.output = conv(64, 3, 5)

    def forward(self, x):
        for layer in self.upscales:
            x = F.pixel_shuffle(F.leaky_relu(layer(x), 0.1), 2)
        return torch.sigmoid(self.output(x))


device = "cuda" if torch.cuda.is_available() else "cpu"
encoder, decoder_a, decoder_b = (m.to(device, memory_format=torch.channels_last) for m in (Encoder(), Decoder(), Decoder()))
weights = [p for m in (encoder, decoder_a, decoder_b) for p in m.parameters()]
adam = torch.optim.Adam(weights, lr=5e-5, betas=(0.5, 0.999), eps=1e-7, fused=True)
face = torch.rand(batch_size, 3, 64, 64).to(device, memory_format=torch.channels_last)
both = torch.cat([face, face]).contiguous(memory_format=torch.channels_last)


def step():
    """One joint step: the encoder once over both sides, one update of everything."""
    adam.zero_grad(set_to_none=True)
    with torch.autocast(device, torch.bfloat16, enabled=precision == "bf16"):
        code = encoder(both)
        drawn_a, drawn_b = decoder_a(code[:batch_size]), decoder_b(code[batch_size:])
    loss = F.l1_loss(drawn_a.float(), face) + F.l1_loss(drawn_b.float(), face)
    loss.backward()
    adam.step()
    return loss.item()


print("ready", flush=True)
for _ in sys.stdin:
    began = time.perf_counter()
    step()
    print(time.perf_counter() - began, flush=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, flush=True)
