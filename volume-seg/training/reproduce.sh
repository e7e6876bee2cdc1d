#!/usr/bin/env bash
# Makes a SeedNet from the test data: cache, training in two phases and of the choice among first looks, ONNX, golden files, a quick evaluation.
#   VOXELCLICK_TEST_DATA=/path/to/data ./reproduce.sh
# SCENES, MINUTES_MIXED, MINUTES_FINAL and MINUTES_CHOICE may be small numbers for a trial, with START: a network of a minute finds
# nothing, and the golden files need a mask. PYTHON chooses the interpreter, DEVICE cpu
# or cuda, START an ONNX file to begin with. The pseudo-labels take Debian's mricron-data, if it is there, as well.
set -euo pipefail
cd "$(dirname "$0")"
: "${VOXELCLICK_TEST_DATA:?set it to the folder of the test data}"
python="${PYTHON:-python3}"
work="${WORK:-work}"
export OMP_NUM_THREADS=1
resources=../src/main/resources/io/github/voxelclick/seednet
mkdir -p "$work" "$resources"
templates=/usr/share/mricron/templates
options=(--cache "$work/cache" --out "$work/run" --device "${DEVICE:-cpu}")
[ "${DEVICE:-cpu}" = cpu ] || options+=(--batch 96 --bf16)

"$python" -m seednet.sources --cache "$work/cache" --scenes "${SCENES:-400}" \
  $([ -d "$templates" ] && echo --templates "$templates")
rm -f "$work"/run/checkpoint-*.pt
"$python" -m seednet.train "${options[@]}" --sizes 96,128 --minutes "${MINUTES_MIXED:-200}" \
  ${START:+--start "$START"}
"$python" -m seednet.train "${options[@]}" --sizes 128 --minutes "${MINUTES_FINAL:-160}" --decay --resume --seed 2
"$python" -m seednet.export --checkpoint "$work"/run/checkpoint-*.pt --onnx "$work/network.onnx"
"$python" -m seednet.choose --cache "$work/cache" --model "$work/network.onnx" --out "$resources/seednet-v1.onnx" \
  --minutes "${MINUTES_CHOICE:-25}"
"$python" -m seednet.golden --model "$resources/seednet-v1.onnx" --out ../src/test/resources/seednet-golden
"$python" -m seednet.evaluate --model "$resources/seednet-v1.onnx" \
  --json "$work/validation.json" --markdown "$work/validation.md"
