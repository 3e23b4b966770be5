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
recorded = HERE / "recorded"
recorded.mkdir(exist_ok=True)
for twin in sorted(HERE.glob("*.py")):
    if "\nfrom run import Run\n" not in twin.read_text(encoding="utf-8"):
        continue
    name = twin.stem.replace("_", "-")
    output = subprocess.run([sys.executable, twin, "--device", "cpu"], check=True, stdout=subprocess.PIPE).stdout
    (recorded / f"{name}.txt").write_bytes(output)
    print(f"{name}: {output.count(bytes([10]))} lines")

capability = re.search(r"CPU capability usage: (\S+)", torch.__config__.show())[1]
environment = {"torch": torch.__version__, "cpuCapability": capability}
(recorded / "environment.json").write_text(json.dumps(environment, indent=2) + "\n")
