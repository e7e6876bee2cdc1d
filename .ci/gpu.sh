#!/usr/bin/env bash
# Speed on a machine with a GPU that has neither a network nor Java nor Maven: all that is needed is carried there.
#
#   gpu.sh prepare   here: makes target/gpu/parts, files of at most PART megabytes (38):
#                      base.NN  Java runtime, our jar, the benchmark, WebGPU's provider, SAM ViT-B of random weights
#                      cuda.NN  ONNX Runtime with its CUDA provider for CUDA 13, and the list of what should be there
#   gpu.sh run       there, with as many of the parts as there are: measures, writes figures.tsv, .json and .md to $OUT
#   gpu.sh all       both, on one machine
#
# A machine that takes a limited amount at a time gets the parts in several goes: "run" says which are missing and
# ends well, and measures once base is whole; it measures with CUDA once cuda is whole too. RUNS (5), SLICES (40) and
# DEVICES (cpu,cuda,webgpu) can be set. "prepare" needs "mvn package", .ci/peers.sh, and once a network. EXPORTED can
# name a folder that volume-seg/export made of ViT-B, which saves its export.
set -euo pipefail
cd "$(dirname "$0")/.."

home="$PWD/target/gpu"
parts="$home/parts"

say() { printf '\n=== %s\n' "$*"; }

split_up() { # name, folder
  tar -C "$2" -cf - . | gzip -9 | split -b "${PART:-38}M" -d - "$parts/$1."
  (cd "$parts" && sha256sum "$1".* > "$1.sums")
}

prepare() {
  local jar=plugin/target/voxelclick.jar base="$home/base" cuda="$home/cuda"
  [ -f "$jar" ] || { echo "No $jar: mvn -DskipTests package first."; exit 1; }
  rm -rf "$home"
  mkdir -p "$parts" "$base/providers" "$base/vulkan" "$base/torch/seednet" "$cuda" "$home/classes"
  say "Java runtime and jars"
  # Without the other systems' natives.
  .venv/bin/python - "$jar" "$base/voxelclick.jar" <<'PY'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as whole, zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as small:
    for entry in whole.infolist():
        if "/native/" not in entry.filename or "/native/linux-x64/" in entry.filename:
            small.writestr(entry, whole.read(entry))
PY
  jlink --output "$base/java" --strip-debug --no-header-files --no-man-pages \
    --add-modules java.base,java.desktop,java.logging,java.net.http,java.sql,jdk.unsupported,jdk.zipfs
  javac -proc:none --release 17 -d "$base/classes" -cp "$jar" \
    volume-seg/src/test/java/io/github/voxelclick/bench/DeviceSpeed.java
  cp .ci/gpu_torch.py "$base/torch/"
  cp volume-seg/training/seednet/{__init__,model}.py "$base/torch/seednet/"
  cp -r "$(.venv-torch/bin/python -c 'import os, segment_anything; print(os.path.dirname(segment_anything.__file__))')" \
    "$base/torch/"
  say "WebGPU"
  cp "$(cat .providers/webgpu)" "$base/providers/"
  cp -L "$(ldconfig -p | sed -n 's/.*libvulkan\.so\.1 .*x86-64.*=> //p' | head -1)" "$base/vulkan/"
  say "SAM ViT-B"
  .venv-torch/bin/python .ci/gpu_models.py "$base/models" ${EXPORTED:+"$EXPORTED"}
  say "CUDA"
  # PyPI's package is built for CUDA 13. The library for Java comes from the jar for GPUs, which is built for CUDA 12
  # but leaves that to the others; the usual jar's does not know CUDA at all.
  local version gpu_jar
  version=$(sed -n 's:.*<onnxruntime.version>\(.*\)</onnxruntime.version>.*:\1:p' pom.xml)
  gpu_jar=$HOME/.m2/repository/com/microsoft/onnxruntime/onnxruntime_gpu/$version/onnxruntime_gpu-$version.jar
  [ -f "$gpu_jar" ] || mvn -q dependency:get -Dtransitive=false "-Dartifact=com.microsoft.onnxruntime:onnxruntime_gpu:$version"
  .venv/bin/pip download -q --disable-pip-version-check --no-deps --only-binary :all: --python-version 3.12 \
    --platform manylinux_2_28_x86_64 -d "$home/wheel" "onnxruntime-gpu==$version"
  .venv/bin/python - "$home/wheel" "$gpu_jar" "$cuda" <<'PY'
import glob, pathlib, re, sys, zipfile
wheel, jar, out = glob.glob(sys.argv[1] + "/*.whl")[0], sys.argv[2], pathlib.Path(sys.argv[3])
wanted = {}
with zipfile.ZipFile(wheel) as z:
    for name in z.namelist():
        file = re.fullmatch(r"onnxruntime/capi/(libonnxruntime(?:_providers_(?:shared|cuda))?\.so)(?:\.[0-9.]+)?", name)
        if file:
            (out / file.group(1)).write_bytes(z.read(name))
with zipfile.ZipFile(jar) as z:
    name = "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so"
    (out / "libonnxruntime4j_jni.so").write_bytes(z.read(name))
missing = {"libonnxruntime.so", "libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so"} - {
    p.name for p in out.iterdir()
}
sys.exit(f"{wheel} lacks {missing}" if missing else 0)
PY
  split_up base "$base"
  split_up cuda "$cuda"
  rm -r "$base" "$cuda" "$home/wheel" "$home/classes"
  (cd "$home" && ls -l parts)
}

# Unpacks a set of parts once; fails quietly while some are missing.
unpack() {
  local name=$1
  [ ! -f "$home/$name/.whole" ] || return 0
  if ! (cd "$parts" 2>/dev/null && sha256sum --quiet -c "$name.sums"); then
    echo "not all of $name is here yet: needs the files that $name.sums lists"
    return 1
  fi
  mkdir -p "$home/$name"
  cat "$parts/$name".[0-9]* | tar -C "$home/$name" -xzf -
  touch "$home/$name/.whole"
}

# NVIDIA's libraries, wherever CUDA or Python's packages put them.
nvidia_folders() {
  { ls -d /usr/local/cuda*/lib64 /usr/local/nvidia/lib64 2>/dev/null || true
    timeout 60 python3 -c 'import glob, site, sys
for root in sys.path + site.getsitepackages():
    print(*glob.glob(root + "/nvidia/*/lib"), sep="\n")' 2>/dev/null || true; } | sort -u | grep . | paste -sd: || true
}

run() {
  local out="${OUT:-$home/out}" base="$home/base" options=() folders driver profiles
  mkdir -p "$out"
  : > "$out/figures.tsv"
  unpack base || return 0
  say "this machine"
  { uname -srm; nproc; nvidia-smi || echo "no nvidia-smi: no NVIDIA card, so the CPU alone"; } 2>&1 | tee "$out/machine.txt"
  folders=$(nvidia_folders)
  # Vulkan: the loader and the driver's JSON file where the system knows them, ours or a search where not.
  ldconfig -p | grep -q 'libvulkan\.so\.1' || folders="$base/vulkan:$folders"
  if [ -z "${VK_DRIVER_FILES:-}" ] && ! ls /usr/share/vulkan/icd.d/nvidia* /etc/vulkan/icd.d/nvidia* >/dev/null 2>&1; then
    driver=$(find /usr/local/nvidia /opt -maxdepth 6 -name 'nvidia_icd*.json' 2>/dev/null | head -1 || true)
    [ -z "$driver" ] || export VK_DRIVER_FILES="$driver"
  fi
  if unpack cuda; then
    options=("-Donnxruntime.native.path=$home/cuda")
  fi
  export LD_LIBRARY_PATH="$folders${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" VOXELCLICK_PROVIDERS="$base/providers"
  say "devices"
  timeout 300 "$base/java/bin/java" "${options[@]}" -jar "$base/voxelclick.jar" devices 2>&1 | tee "$out/devices.txt"
  say "our code"
  # Float16 is slow on a CPU: last, so that it costs no other figure.
  profiles=("$base"/models/*-fp32/profile.json "$base"/models/*-fp16/profile.json)
  timeout 540 "$base/java/bin/java" "${options[@]}" -cp "$base/voxelclick.jar:$base/classes" \
    io.github.voxelclick.bench.DeviceSpeed "$out/figures.tsv" "$base/providers" \
    "${DEVICES:-cpu,cuda,webgpu}" "${RUNS:-5}" "${SLICES:-40}" "${profiles[@]}" ||
    echo "ended early (exit code $?); the figures so far stay"
  say "PyTorch"
  if timeout 60 python3 -c 'import torch' 2>/dev/null; then
    PYTHONPATH="$base/torch" timeout 300 python3 "$base/torch/gpu_torch.py" "$out/figures.tsv" "${RUNS:-5}" ||
      echo "PyTorch did not come to its end (exit code $?)"
  else
    echo "no PyTorch on this machine: nothing to compare with"
  fi
  summarise "$out"
}

summarise() {
  awk -F'\t' 'BEGIN { print "| device | model | what | |\n|---|---|---|---|" }
    { printf "| %s | %s | %s | %s %s |\n", $1, $2, $3, $4, $5 }' "$1/figures.tsv" > "$1/figures.md"
  awk -F'\t' 'function text(s) { gsub(/\\/, "\\\\\\\\", s); gsub(/"/, "\\\\\"", s); return "\"" s "\"" }
    BEGIN { print "[" }
    { printf "%s  {\"device\": %s, \"model\": %s, \"what\": %s, \"figure\": %s, \"unit\": %s}", (NR > 1 ? ",\n" : ""),
        text($1), text($2), text($3), text($4), text($5) }
    END { print "\n]" }' "$1/figures.tsv" > "$1/figures.json"
  say "figures"
  cat "$1/figures.md"
}

case "${1:-}" in
  prepare) prepare ;;
  run) run ;;
  all) prepare; run ;;
  *) sed -n '2,/^set/{/^set/!p}' "$0"; exit 2 ;;
esac
