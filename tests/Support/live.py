"""A Python that stays alive, so that a test does not wait for `import torch`.

Each line of standard input is a request in JSON; each line of standard output is its answer:
    {"script": "linear.py", "arguments": ["--seed", "1"]}   runs a twin
    {"code": "result = torch.ones(3)"}                      runs code; its `result` comes back
"""

import contextlib
import io
import json
import pathlib
import runpy
import sys
import traceback

import torch


def plain(value):
    """A result as JSON: tensors become dtype, shape and exact values."""
    if torch.is_tensor(value):
        value = value.detach()
        return {"shape": list(value.shape), "dtype": str(value.dtype).removeprefix("torch."),
                "values": [repr(v) if isinstance(v, float) else v for v in value.flatten().tolist()]}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


def run_twin(script, arguments):
    output, error, code = io.StringIO(), io.StringIO(), 0
    threads = torch.get_num_threads()
    exits = []
    sys.argv = [script, *arguments]
    # A twin saves its files when Python ends; here that is when the script does.
    import atexit
    register, atexit.register = atexit.register, lambda f: exits.append(f)
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
            for save in exits:
                save()
    finally:
        atexit.register = register
        torch.set_num_threads(threads)
        torch.set_default_dtype(torch.float32)
    return {"exit": code, "output": output.getvalue(), "error": error.getvalue()}


def run_code(code):
    names = {"torch": torch, "nn": torch.nn, "F": torch.nn.functional}
    try:
        exec(code, names)
        return {"exit": 0, "result": plain(names.get("result")), "error": ""}
    except Exception as error:
        return {"exit": 1, "error": f"{type(error).__name__}: {error}"}


sys.path.insert(0, str(pathlib.Path(sys.argv[1])))
for line in sys.stdin:
    request = json.loads(line)
    answer = run_twin(request["script"], request["arguments"]) if "script" in request else run_code(request["code"])
    sys.__stdout__.write(json.dumps(answer) + "\n")
    sys.__stdout__.flush()
