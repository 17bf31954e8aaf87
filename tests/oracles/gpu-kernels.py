"""Which kernels TensorFlow's CUDA build has for a GPU: `gpu-kernels.py FOLDER > gpu-kernels.json`, where FOLDER is the
`tensorflow` of the wheel of that name (2.21.0). No GPU is needed, nor Python's TensorFlow: the library itself is asked.

An op -> a list of kernels, each the types of its attributes that it takes; {} takes all."""
import ctypes
import json
import os
import sys

TYPES = {1: 'float32', 3: 'int32', 4: 'uint8', 9: 'int64', 10: 'bool', 14: 'bfloat16', 19: 'float16', 20: 'resource'}


class Buffer(ctypes.Structure):
    _fields_ = [('data', ctypes.c_void_p), ('length', ctypes.c_size_t), ('free', ctypes.c_void_p)]


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        elif key & 7 == 2:
            size, at = varint(data, at)
            value, at = data[at:at + size], at + size
        else:
            raise ValueError(f'wire type {key & 7}')
        yield key >> 3, value


def numbers(data):
    """A repeated enum, packed or not."""
    if isinstance(data, int):
        return [data]
    at, found = 0, []
    while at < len(data):
        value, at = varint(data, at)
        found.append(value)
    return found


def constraint(data):
    """AttrConstraint: its name, and the types that AttrValue.list.type allows."""
    name, allowed = '', []
    for field, value in fields(data):
        if field == 1:
            name = value.decode()
        elif field == 2:
            for inner, listed in fields(value):
                if inner == 1:
                    allowed += [n for f, v in fields(listed) if f == 6 for n in numbers(v)]
    return name, sorted(TYPES[n] for n in allowed if n in TYPES)


def main(folder):
    os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
    ctypes.CDLL(os.path.join(folder, 'libtensorflow_framework.so.2'), ctypes.RTLD_GLOBAL)
    library = ctypes.CDLL(os.path.join(folder, 'libtensorflow_cc.so.2'), ctypes.RTLD_GLOBAL)
    library.TF_NewStatus.restype = ctypes.c_void_p
    library.TF_GetAllRegisteredKernels.restype = ctypes.POINTER(Buffer)
    library.TF_GetAllRegisteredKernels.argtypes = [ctypes.c_void_p]
    buffer = library.TF_GetAllRegisteredKernels(library.TF_NewStatus()).contents
    found = {}
    for _, kernel in fields(ctypes.string_at(buffer.data, buffer.length)):
        parts = list(fields(kernel))
        op = next(value.decode() for field, value in parts if field == 1)
        device = next((value.decode() for field, value in parts if field == 2), '')
        label = next((value.decode() for field, value in parts if field == 5), '')
        if device not in ('GPU', 'DEFAULT') or label:
            continue
        found.setdefault(op, []).append(dict(constraint(value) for field, value in parts if field == 3))
    wanted = sys.argv[2:] or sorted(found)
    lines = [f'  {json.dumps(op)}: {json.dumps(found.get(op, []))}' for op in wanted]
    print('{\n' + ',\n'.join(lines) + '\n}')


main(sys.argv[1])
