"""Reads a shared model with the safetensors package (PyPI), and says what it holds.

python shared-model.py MODEL.safetensors [CHECKPOINT.safetensors]
With a checkpoint, every weight must be its average where one was kept, else the weight itself, bit for bit. Needs safetensors and numpy.
"""
import json
import sys

from safetensors import safe_open


def main(model, checkpoint=None):
    with safe_open(model, framework="numpy") as file:
        metadata = file.metadata()
        card = json.loads(metadata["card"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    count = sum(tensor.size for tensor in tensors.values())
    assert metadata["format"] == "understudy-model"
    assert count == card["parameterCount"], (count, card["parameterCount"])
    assert all(tensor.dtype == "float32" for tensor in tensors.values())
    if checkpoint:
        with safe_open(checkpoint, framework="numpy") as file:
            kept = set(file.keys())
            for name, tensor in tensors.items():
                source = f"{name}/average" if f"{name}/average" in kept else name
                assert file.get_tensor(source).tobytes() == tensor.tobytes(), name
    print(card["architecture"], card["iteration"], len(tensors), "tensors", count, "parameters")


main(*sys.argv[1:])
