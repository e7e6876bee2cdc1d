"""What Python's ONNX Runtime takes for the graphs of a profile: bench_sam.py PROFILE THREADS RUNS

Prints, with tabs between: median ms of the encoder, of the decoder with one click, and the version.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime

profile, threads, runs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
graphs = json.loads(profile.read_text(encoding="utf-8"))["graphs"]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = threads
TYPES = {"tensor(float)": np.float32, "tensor(int64)": np.int64, "tensor(uint8)": np.uint8}


def session(part: str) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(profile.parent / graphs[part]), options, ["CPUExecutionProvider"])


def median(model: onnxruntime.InferenceSession, outputs: list[str], inputs: dict) -> float:
    times = []
    for run in range(-1, runs):
        start = time.perf_counter()
        model.run(outputs, inputs)
        if run >= 0:
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


encoder, decoder = session("encoder"), session("decoder")
seen = [o.name for o in encoder.get_outputs()]
image = encoder.get_inputs()[0]
ramp = np.arange(np.prod(image.shape), dtype=np.int64) * 7 % 251 / 250
picture = {image.name: ramp.reshape(image.shape).astype(TYPES[image.type])}
embedding = dict(zip(seen, encoder.run(seen, picture)))
inputs = {}
for given in decoder.get_inputs():
    if given.name in embedding:
        inputs[given.name] = embedding[given.name]
    else:
        # The open dimension is the number of points: a click and the point without meaning.
        shape = [2 if isinstance(d, str) or d is None else d for d in given.shape]
        inputs[given.name] = np.full(shape, 1, TYPES[given.type])
low = [o.name for o in decoder.get_outputs() if o.name in ("low_res_masks", "masks", "iou_predictions")][-2:]
print(
    median(encoder, seen, picture),
    median(decoder, low, inputs),
    onnxruntime.__version__,
    sep="\t",
)
