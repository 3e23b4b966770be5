"""
Records what twins leave at their defaults into recorded/NAME: output.txt, loss.csv, and in run.json the
PyTorch.

    python3 pytorch/record.py                all of them, and in kernels.json what tells their kernels apart
    python3 pytorch/record.py linear bowl    only these

The kernels are pinned, since each instruction set rounds otherwise, and libtorch computes in one thread. Even
so, some functions round otherwise on another processor: kernels.json has, for each of ten functions, the
SHA-256 of the little-endian float32 values that it gives for one input. src/Shared/Comparison/Kernels.cs
computes the same.
"""

import argparse
import hashlib
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
RECORDED = HERE / "recorded"
KERNELS = {"ATEN_CPU_CAPABILITY": "avx2", "MKL_CBWR": "COMPATIBLE", "ONEDNN_MAX_CPU_ISA": "AVX2"}


def twins():
    """The twins by the names of their examples."""
    return {twin.stem.replace("_", "-"): twin for twin in sorted(HERE.glob("*.py"))
            if "\nfrom run import Run\n" in twin.read_text(encoding="utf-8")}


def record(name, twin):
    """Runs a twin at its defaults, and keeps what it leaves."""
    with tempfile.TemporaryDirectory() as folder:
        output = subprocess.run([sys.executable, twin, "--device", "cpu", "--out", folder],
                                check=True, stdout=subprocess.PIPE).stdout
        left = pathlib.Path(folder) / name
        run = json.loads((left / "run.json").read_text(encoding="utf-8"))
        recorded = RECORDED / name
        recorded.mkdir(parents=True, exist_ok=True)
        (recorded / "output.txt").write_bytes(output)
        (recorded / "loss.csv").unlink(missing_ok=True)
        if (left / "loss.csv").exists():
            (recorded / "loss.csv").write_bytes((left / "loss.csv").read_bytes())
        kept = {key: run[key] for key in ("example", "torch", "device", "cpuCapability")}
        write(recorded / "run.json", kept | {"kernels": KERNELS, "threads": run["threads"]})
    print(f"{name}: {output.count(bytes([10]))} lines")


def fingerprint():
    """Of this process's kernels."""
    import torch
    torch.set_num_threads(1)
    torch.manual_seed(0)
    x = torch.rand(1024)
    square = x.reshape(32, 32)
    torch.manual_seed(0)
    lstm = torch.nn.LSTM(8, 16)
    functions = {
        "rand": x,
        "exp": x.exp(),
        "log": x.log(),
        "sqrt": x.sqrt(),
        "sigmoid": x.sigmoid(),
        "tanh": x.tanh(),
        "sum": x.sum(),
        "softmax": square.softmax(1),
        "mm": square.mm(square.t()),
        "lstm": lstm(x.reshape(16, 8, 8))[0],
    }
    return {
        "torch": torch.__version__,
        "kernels": KERNELS,
        "threads": 1,
        "input": "manual_seed(0); x = rand(1024); softmax and mm (by its transpose) on x as 32 by 32; "
                 "lstm: manual_seed(0); LSTM(8, 16) on x as 16 by 8 by 8, its outputs",
        "sha256": {name: digest(value) for name, value in functions.items()},
    }


def digest(tensor):
    values = tensor.detach().flatten().tolist()
    return hashlib.sha256(struct.pack(f"<{len(values)}f", *values)).hexdigest()


def write(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def main():
    there = twins()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of an example; all of them if left out")
    names = parser.parse_args().names
    if unknown := set(names) - there.keys():
        parser.error(f"there is no twin of {', '.join(sorted(unknown))}")
    for name in names or there:
        record(name, there[name])
    if not names:
        write(RECORDED / "kernels.json", fingerprint())


if __name__ == "__main__":
    if any(os.environ.get(name) != value for name, value in KERNELS.items()):
        # They are read when libtorch loads, so this program starts itself again with them.
        sys.exit(subprocess.run([sys.executable, *sys.argv], env={**os.environ, **KERNELS}).returncode)
    main()
