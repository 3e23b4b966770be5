"""Records what every twin prints, and on which PyTorch and CPU, into recorded/.

    python3 pytorch/record.py
"""

import json
import pathlib
import re
import subprocess
import sys

import torch

HERE = pathlib.Path(__file__).parent
NO_TWINS = {"record.py", "run.py"}


def cpu_capability():
    """The instruction set that PyTorch's kernels use here, such as AVX2."""
    if hasattr(torch.backends.cpu, "get_cpu_capability"):
        return torch.backends.cpu.get_cpu_capability()
    return re.search(r"CPU capability usage: (\S+)", torch.__config__.show())[1]


def is_twin(path):
    return path.name not in NO_TWINS and "from run import Run" in path.read_text(encoding="utf-8")


recorded = HERE / "recorded"
recorded.mkdir(exist_ok=True)
for twin in sorted(filter(is_twin, HERE.glob("*.py"))):
    name = twin.stem.replace("_", "-")
    output = subprocess.run([sys.executable, twin, "--device", "cpu"], check=True, stdout=subprocess.PIPE).stdout
    (recorded / f"{name}.txt").write_bytes(output)
    print(f"{name}: {output.count(bytes([10]))} lines")

environment = {"torch": torch.__version__, "cpuCapability": cpu_capability()}
(recorded / "environment.json").write_text(json.dumps(environment, indent=2) + "\n")
