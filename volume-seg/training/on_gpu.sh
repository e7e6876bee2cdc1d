#!/usr/bin/env bash
# One run on a machine that has PyTorch and a GPU but no network, out of a bundle (python -m seednet.bundle):
#   bash on_gpu.sh BUNDLE OUT SECONDS [options of seednet.train]
# Makes pseudo-labels and scenes on all cores and trains for what is left of SECONDS with a falling rate. OUT gets the
# checkpoint (at most 16 MB), log and the record of options; a checkpoint that lies there already is gone on from.
# Export where the checkpoint goes (python -m seednet.export, then seednet.choose). Without a GPU it does the same on the CPU, slowly.
set -euo pipefail
began=$SECONDS
bundle=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
seconds=$3
shift 3
cd "$(dirname "$0")"
python="${PYTHON:-python3}"
work="${WORK:-$(mktemp -d)}"
cores=$(nproc)
export OMP_NUM_THREADS=1
"$python" - <<'CHECK' | tee "$out/machine.txt"
import cv2, numpy, scipy, torch
gpu = torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU"
print(f"{gpu}; torch {torch.__version__}, numpy {numpy.__version__}, scipy {scipy.__version__}, OpenCV {cv2.__version__}")
CHECK
mkdir -p "$work"
"$python" -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$bundle" "$work" # xz may be missing
"$python" -m seednet.sources --packed --cache "$work/cache" --scenes "${SCENES:-400}" --processes "$cores"
options=(--cache "$work/cache" --out "$out" --sizes 128 --decay)
if grep -q '^no GPU' "$out/machine.txt"; then
  options+=(--processes 1)
else
  options+=(--device cuda --batch "${BATCH:-192}" --bf16)
fi
[ -f "$out/checkpoint-0.pt" ] && options+=(--resume)
# Some time is kept for the start of the workers and the end.
left=$((seconds - (SECONDS - began) - ${RESERVE:-45}))
echo "data made in $((SECONDS - began)) s; training for $left s"
[ "$left" -gt 0 ] || { echo "No time is left to train: give more than $seconds seconds."; exit 1; }
"$python" -u -m seednet.train "${options[@]}" --minutes "$("$python" -c "print($left / 60)")" "$@" 2>&1 | tee -a "$out/train.log"
