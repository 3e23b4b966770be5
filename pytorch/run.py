"""What the twins share: options, device, seed, where losses and results go. It mirrors src/Shared/Run.cs."""

import argparse
import atexit
import contextlib
import itertools
import json
import math
import os
import pathlib
import re
import sys
import time

import torch

from tracer import Tracer


def whole(least, most=2 ** 31 - 1):
    """The type of an option that takes whole numbers, from the least to the most."""
    def parse(text):
        if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"takes a whole number from {least} to {most}; '{text}' is not one")
        return int(text)
    return parse


def positive(text):
    """The type of an option that takes numbers greater than 0."""
    try:
        number = float("" if "_" in text else text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"takes a number greater than 0; '{text}' is not one")
    return number


def folder(text):
    """The type of an option that takes a folder."""
    if not text or text.startswith("--"):
        raise argparse.ArgumentTypeError(f"takes a folder; '{text}' is not one")
    return pathlib.Path(text)


def pth(text):
    """The type of an option that takes a file of weights."""
    if not text.lower().endswith(".pth"):
        raise argparse.ArgumentTypeError(f"takes a file that ends with .pth; '{text}' does not")
    return pathlib.Path(text)


class Run:
    """One run of a twin. It prints the same bytes as the C# example of the same name.

    A default that is left out is an option that the twin does not have. With --out DIR it also leaves
    DIR/NAME/loss.csv and run.json, by which `compare` compares every epoch. Files appear whole or not at all.
    """

    MAX_PENDING = 1024

    def __init__(self, name, *, samples=None, epochs=None, lr=None, batch_size=None, log_every=None, data=False, weights=False,
                 double_precision=False):
        parser = argparse.ArgumentParser(prog=f"{name}.py", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
        parser.add_argument("--device", default="auto", help="auto, cpu, cuda, cuda:N or mps")
        parser.add_argument("--seed", type=whole(0, most=2 ** 63 - 1), default=0, help="seed of the random numbers")
        parser.add_argument("--threads", type=whole(1, most=1024), default=1, help="for the operators on the CPU")
        parser.add_argument("--out", type=folder, help="also write loss.csv and run.json into a folder in this one")
        if samples:
            parser.add_argument("--samples", type=whole(1), default=samples, help="how many samples to generate")
        if epochs:
            parser.add_argument("--epochs", type=whole(1), default=epochs, help="how many epochs to train")
        if log_every:
            parser.add_argument("--log-every", type=whole(1), default=log_every, help="epochs from one printed loss to the next")
        if epochs:
            parser.add_argument("--trace", type=whole(1), default=0, help="steps of which --out also gets the tensors, in trace.pth")
        if lr:
            parser.add_argument("--lr", type=positive, default=lr, help="learning rate")
        if batch_size:
            parser.add_argument("--batch-size", type=whole(1), default=batch_size, help="samples in a mini-batch")
        if data:
            parser.add_argument("--data", help="a CSV file with a header, in place of the slide's rows")
            parser.add_argument("--target", help="the column of --data to predict; the last one if left out")
            parser.add_argument("--drop", help="columns of --data to leave out, with commas between")
        if weights:
            parser.add_argument("--load", type=pth, help="weights to start from, .pth")
            parser.add_argument("--save", type=pth, help="where to leave the weights, .pth")
        options = vars(parser.parse_args())

        self.name = name
        self.samples = options.get("samples")
        self.lr = options.get("lr")
        self.batch_size = options.get("batch_size")
        self.data = options.get("data")
        self.target = options.get("target")
        self.drop = options.get("drop")
        self.device = self._choose(options["device"], parser, double_precision)
        self.epoch_count = options.get("epochs")
        self._log_every = options.get("log_every")
        self._out = options["out"]
        self._load = options.get("load")
        self._save_as = options.get("save")
        self._model = None
        self._left = None
        self._failures = []
        self._tracer = Tracer(options["trace"]) if options.get("trace") else None
        self._status = "done"
        self._losses = {}  # of each training, the losses that were read and those that still wait
        self._epoch = -1
        self._seconds = 0.0
        self._timed_epochs = 0
        if not double_precision and lr and self.lr > torch.finfo(torch.float32).max:
            parser.error(f"--lr is too large: {name} computes in float32, which ends at 3.4e38")
        if self._save_as and self._save_as.is_dir():
            parser.error(f"{self._save_as} is a folder; --save takes a file")
        if self._save_as and self._save_as.name.lower() == "trace.pth":
            parser.error("trace.pth is what --trace leaves; give the file of --save another name")
        if self._load and not self._load.is_file():
            parser.error(f"there is no file {self._load}")
        for path in filter(None, [self._out and self._out / name, self._save_as and self._save_as.parent]):
            try:
                path.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                parser.error(f"there can be no folder {path}: {error.strerror}")
        torch.set_num_threads(options["threads"])
        torch.backends.cudnn.allow_tf32 = False  # layers of cuDNN would round to 10 bits
        torch.manual_seed(options["seed"])
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")  # as the C# example prints, whatever the system's encoding
        atexit.register(self._save)

    def epochs(self):
        """The epochs of a training loop; each loop gets them anew."""
        # As in C#, the first epochs warm up and are not timed.
        warm_up = min(max(10, self.epoch_count // 100), self.epoch_count - 1)
        if self._model is None and (self._load or self._save_as):
            self._refuse("--load and --save are for a model that is handed over without a name, run.watch(model), and before it trains.")
        start, self._epoch = 0.0, -1
        try:
            for epoch in range(self.epoch_count):
                if epoch == warm_up:
                    self._synchronize()
                    start = time.perf_counter()
                self._epoch = epoch
                yield epoch
            for training in self._losses:
                self._read(training)
        finally:
            # However the loop ends, as by an early stop.
            if self._epoch >= warm_up:
                self._synchronize()
                self._seconds += time.perf_counter() - start
                self._timed_epochs += self._epoch + 1 - warm_up
            if self._save_as:
                self._left = {name: weight.detach().clone() for name, weight in self._model.state_dict().items()}
        self._save_weights()

    def record(self, epoch, loss, training="loss"):
        """Records the loss of an epoch of a training, a tensor of one element or a number, and prints it if it is due. On the
        CPU it is read at once; on a GPU it waits there until it is needed.

        A twin without --log-every prints its own table.
        """
        if training not in self._losses:
            if not re.fullmatch(r'[^,"\n\r]+', training):
                self.fail(f"'{training}' can't name a training: it heads a column of loss.csv, "
                          "so it takes a name without commas, quotes and line breaks.")
            self._losses[training] = ([], [])
        losses, pending = self._losses[training]
        if epoch != len(losses) + len(pending):
            self.fail(f"Epoch {epoch} of '{training}' was recorded where epoch {len(losses) + len(pending)} comes next: "
                      "each is recorded once, with mini-batches the mean of their losses.")
        loss = loss if torch.is_tensor(loss) else torch.tensor(loss, dtype=torch.float64)
        if self._tracer:
            self._tracer.step(training, loss)
        if pending and pending[-1].device != loss.device:
            self._read(training)
        if loss.device.type == "cpu":
            self._add(training, loss.item())
        else:
            pending.append(loss.detach().clone().reshape(()))
            if len(pending) == self.MAX_PENDING:
                self._read(training)
        # Where it is batches that are counted, and not epochs, none of them is known to be the last.
        if self._log_every and (epoch % self._log_every == 0 or epoch == self._epoch == self.epoch_count - 1):
            self._read(training)
            print(f"epoch {epoch:6}  {training} {losses[epoch]:.6f}")

    def report(self, name, value):
        """Prints a number, or a tensor with a line for each row; dimensions of size 1 are not shown."""
        value = value.detach().squeeze() if torch.is_tensor(value) else torch.tensor(value, dtype=torch.float64)
        if value.dim() == 0:
            print(f"{name} = {value.item():.6f}")
        elif value.dim() == 1:
            print(f"{name} = [{', '.join(f'{v:.6f}' for v in value.tolist())}]")
        else:
            for row in range(len(value)):
                self.report(f"{name}[{row}]", value[row])

    def watch(self, *watched):
        """Hands over the model, once it is on its device: it starts from the weights of --load, --save keeps those with which
        epochs ends, unless the run fails in it, and --trace what it computes in its first steps. With a name before it, --trace
        keeps what one of several models computes, or a tensor as it is now.
        """
        *name, value = watched
        if not name:
            self._hand_over(value)
        if self._tracer and torch.is_tensor(value):
            self._tracer.watch_data(name[0], value)
        elif self._tracer:
            self._tracer.watch("".join(name), value)

    def _hand_over(self, model):
        self._model = model
        if self._load:
            try:
                weights = torch.load(self._load, map_location=self.device, weights_only=True)
                for name, weight in model.state_dict().items():
                    if name in weights and weights[name].dtype != weight.dtype:
                        raise TypeError(f"its {name} is of {weights[name].dtype}")
                model.load_state_dict(weights)
            except Exception as error:
                self._refuse(f"{self._load} holds no weights of this model: {' '.join(str(error).split())[:200] or type(error).__name__}")
            if diverged := [name for name, weight in model.state_dict().items() if not weight.isfinite().all()]:
                self._refuse(f"{self._load} has a {diverged[0]} that is not finite: the training that left it diverged.")

    def agree(self, what, one, other, digits=6):
        """Prints that two results agree to a number of digits after the point; the run fails if they do not."""
        one, other = torch.as_tensor(one), torch.as_tensor(other)
        if one.shape != other.shape:
            self.fail(f"{what} have the shapes {tuple(one.shape)} and {tuple(other.shape)}.")
        difference = (one - other).abs().max().item()
        if not difference <= 10 ** -digits:
            self.fail(f"{what} differ by {difference:.1e}, but should agree to 1e-{digits}.")
        print(f"{what} agree to 1e-{digits}")

    def fail(self, why, status="failed"):
        """Ends the run, and says why."""
        self._status = status
        sys.exit(why)

    def _refuse(self, why):
        """Ends a run that was called wrongly; it writes no files."""
        atexit.unregister(self._save)
        print(why, file=sys.stderr)
        sys.exit(2)

    def _read(self, training):
        _, pending = self._losses[training]
        values = torch.stack(pending).tolist() if pending else []
        pending.clear()
        for loss in values:
            self._add(training, loss)

    def _add(self, training, loss):
        losses, _ = self._losses[training]
        if not math.isfinite(loss):
            self.fail(self._diverged(training), "diverged")
        losses.append(loss)

    def _diverged(self, training):
        losses, _ = self._losses[training]
        epoch = f"{len(losses)}{'' if training == 'loss' else f' of {training}'}"
        return f"Training diverged: the loss is not finite in epoch {epoch}. A smaller learning rate (--lr) may help."

    def _synchronize(self):
        """Waits for what the GPU still computes."""
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)
        elif self.device.type == "mps":
            torch.zeros(1, device=self.device).cpu()

    def _save_weights(self):
        if self._left:
            self._write(self._save_as, lambda file: torch.save(self._left, file))
            self._left = None

    def _write(self, path, write):
        """Writes a file under a temporary name and then gives it its own; where that fails, it is said at the end."""
        partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
        try:
            with open(partial, "wb") as file:
                write(file)
            partial.replace(path)
        except (OSError, RuntimeError) as error:
            self._failures.append(f"Can't write {path}: {getattr(error, 'strerror', error)}.")
        finally:
            with contextlib.suppress(OSError):
                partial.unlink()

    def _save(self):
        if self._status == "done" and hasattr(sys, "last_type"):
            self._status = "interrupted" if sys.last_type is KeyboardInterrupt else "failed"
        for training, (losses, pending) in self._losses.items():
            waiting = [loss.item() for loss in pending]
            losses.extend(itertools.takewhile(math.isfinite, waiting))
            if self._status == "done" and not all(map(math.isfinite, waiting)):
                self._status = "diverged"
                self._failures.append(self._diverged(training))
        if self._status in ("done", "interrupted"):
            self._save_weights()
        if self._out:
            self._save_files(self._out / self.name)
        if self._failures:
            # Whatever the program ended with, which can't be changed any more in another way.
            print(*self._failures, sep="\n", file=sys.stderr, flush=True)
            sys.stdout.flush()
            os._exit(1)

    def _save_files(self, folder):
        curves = [losses for losses, _ in self._losses.values()]
        if curves:
            rows = [("epoch", *self._losses), *((epoch, *row) for epoch, row in enumerate(itertools.zip_longest(*curves)))]
            text = "".join(",".join("" if value is None else str(value) for value in row) + "\n" for row in rows)
            self._write(folder / "loss.csv", lambda file: file.write(text.encode()))
        trace = folder / "trace.pth"
        if self._tracer:
            self._write(trace, lambda file: torch.save(self._tracer.tensors(self._status == "failed"), file))
        else:
            with contextlib.suppress(OSError):
                trace.unlink()  # an earlier run's
        summary = json.dumps({
            "example": self.name,
            "status": self._status,
            "torch": torch.__version__,
            "device": str(self.device),
            "cpuCapability": re.search(r"CPU capability usage: (.+)", torch.__config__.show())[1].replace("NO AVX", "DEFAULT"),
            "threads": torch.get_num_threads(),
            "secondsPerEpoch": self._seconds / self._timed_epochs if self._timed_epochs else None,
        }, indent=2) + "\n"
        self._write(folder / "run.json", lambda file: file.write(summary.encode()))

    @staticmethod
    def _choose(name, parser, double_precision):
        here = ["cpu", *(f"cuda:{i}" for i in range(torch.cuda.device_count() if torch.cuda.is_available() else 0))]
        if torch.backends.mps.is_available() and not double_precision:
            here.append("mps")
        if name == "auto":
            return torch.device("cuda:0" if "cuda:0" in here else here[-1])
        name = "cuda:0" if name == "cuda" else name
        if name not in here:
            parser.error(f"there is no device {name} for this program; there are {', '.join(here)}")
        return torch.device(name)
