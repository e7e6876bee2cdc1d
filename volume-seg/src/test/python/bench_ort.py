"""What Python's ONNX Runtime takes for a graph of SeedNet's family: bench_ort.py FILE THREADS RUNS

Prints a line per batch size, with tabs between: windows, median ms, mean probability, version.
"""

import statistics
import sys
import time

import numpy as np
import onnxruntime

path, threads, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = threads
session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
for batch in (1, 2, 4):
    count = batch * 7 * 128 * 128
    values = (np.arange(count, dtype=np.int64) * 7 % 251 / np.float32(250)).astype(np.float32)
    inputs = {"input": values.reshape(batch, 7, 128, 128)}
    times = []
    for run in range(-5, runs):
        start = time.perf_counter()
        prob, _ = session.run(["prob", "judged"], inputs)
        if run >= 0:
            times.append((time.perf_counter() - start) * 1000)
    mean = float(prob.astype(np.float64).mean())
    print(batch, statistics.median(times), mean, onnxruntime.__version__, sep="\t")
