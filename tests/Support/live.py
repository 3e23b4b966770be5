"""A Python that stays alive, so that a test does not wait for `import torch`.

Each line of standard input is a request in JSON, each line of standard output its answer:
    {"script": "linear.py", "arguments": ["--seed", "1"]}  ->  {"exit": 0, "output": "…", "error": "…"}
"""

import atexit
import contextlib
import io
import json
import os
import runpy
import sys
import traceback

import torch


def run_twin(script, arguments):
    output, error, code = io.StringIO(), io.StringIO(), 0
    saves = []
    sys.argv = [script, *arguments]
    # A twin saves its files when Python ends, and may end it in another way; here that is when the script does.
    of_python = atexit.register, atexit.unregister, os._exit
    atexit.register, atexit.unregister, os._exit = saves.append, saves.remove, sys.exit
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
            try:
                runpy.run_path(script, run_name="__main__")
            except SystemExit as exit:
                code = exit.code if isinstance(exit.code, int) else 1 if exit.code else 0
                if isinstance(exit.code, str):
                    print(exit.code, file=sys.stderr)
            except Exception:
                code = 1
                traceback.print_exc()
            try:
                for save in saves:
                    save()
            except SystemExit as exit:
                code = exit.code
    finally:
        atexit.register, atexit.unregister, os._exit = of_python
        torch.set_default_dtype(torch.float32)
    return {"exit": code, "output": output.getvalue(), "error": error.getvalue()}


sys.path.insert(0, sys.argv[1])
for line in sys.stdin:
    sys.__stdout__.write(json.dumps(run_twin(**json.loads(line))) + "\n")
    sys.__stdout__.flush()
