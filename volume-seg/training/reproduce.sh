#!/usr/bin/env bash
# Makes SeedNet v1 from the test data: cache, two training phases, ONNX, golden files, evaluation.
#   VOXELCLICK_TEST_DATA=/path/to/data ./reproduce.sh
# SCENES and MINUTES_96/MINUTES_128 may be set to small numbers for a trial; PYTHON chooses the interpreter.
set -euo pipefail
cd "$(dirname "$0")"
: "${VOXELCLICK_TEST_DATA:?set it to the folder of the test data}"
python="${PYTHON:-python3}"
work="${WORK:-work}"
export OMP_NUM_THREADS=1
resources=../src/main/resources/io/github/voxelclick/seednet
mkdir -p "$work" "$resources"

"$python" -m seednet.sources --cache "$work/cache" --scenes "${SCENES:-300}"
"$python" -m seednet.train --cache "$work/cache" --out "$work/run" --sizes 96 --minutes "${MINUTES_96:-34}"
"$python" -m seednet.train --cache "$work/cache" --out "$work/run" --sizes 128 --minutes "${MINUTES_128:-67}" \
  --rate 1.1e-3 --decay --resume
"$python" -m seednet.export --checkpoint "$work/run/checkpoint-0.pt" --onnx "$resources/seednet-v1.onnx"
"$python" -m seednet.golden --model "$resources/seednet-v1.onnx" --out ../src/test/resources/seednet-golden
"$python" -m seednet.evaluate --model "$resources/seednet-v1.onnx" \
  --json "$work/validation.json" --markdown "$work/validation.md"
