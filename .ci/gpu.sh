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
# ends well, and measures once base is whole; it measures with CUDA once cuda is whole too. RUNS (5), SLICES (40),
# DEVICES (cuda,webgpu,cpu), LIMIT (570 seconds in all) and PYTHON (the one with PyTorch) can be set. Whatever fails
# there says so in a sentence, and the rest goes on. "prepare" needs "mvn package", .ci/peers.sh, and once a network. EXPORTED can
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
  mkdir -p "$parts" "$base/providers" "$base/vulkan" "$base/torch/seednet" "$base/fallback" "$cuda" "$home/classes"
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
  # What this Java shares with the system, for machines that lack it or have an older one.
  local shared
  for shared in libz.so.1 libstdc++.so.6 libgcc_s.so.1; do
    cp -L "$(ldconfig -p | sed -n "s/.*${shared} .*x86-64.*=> //p" | head -1)" "$base/fallback/"
  done
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

# Unpacks a set of parts once; says why not, and goes on. Called where "set -e" does not count.
unpack() {
  local name=$1
  [ ! -f "$home/$name/.whole" ] || return 0
  if ! (cd "$parts" 2>/dev/null && sha256sum -c "$name.sums" > "$home/$name.checked" 2>&1); then
    echo "not all of $name is here yet: needs the files that $name.sums lists"
    grep -v ': OK$' "$home/$name.checked" 2>/dev/null | head -5 || true
    return 1
  fi
  rm -rf "${home:?}/$name"
  if ! { mkdir -p "$home/$name" && cat "$parts/$name".[0-9]* | gzip -dc | tar -C "$home/$name" --no-same-owner -xf -; }; then
    echo "cannot unpack $name (is the disk full, or tar or gzip missing?): $(df -h "$home" 2>/dev/null | tail -1)"
    return 1
  fi
  touch "$home/$name/.whole"
}

# Puts folders together for a library path; an empty one would mean the current folder.
joined() { printf '%s\n' "$@" | tr ':' '\n' | awk 'NF && !seen[$0]++' | paste -sd: -; }

# The Pythons of this machine, that of a virtual environment or of Conda first; PYTHON names another.
pythons() {
  local one
  for one in "${PYTHON:-}" "${VIRTUAL_ENV:-/none}/bin/python" "${CONDA_PREFIX:-/none}/bin/python" python3 python \
    /opt/*/bin/python3 /usr/local/bin/python3 /usr/bin/python3 "${HOME:-/none}"/*conda*/bin/python /workspace/*/bin/python; do
    [ -z "$one" ] || command -v "$one" 2>/dev/null || true
  done | awk '!seen[$0]++' | head -8
}

# NVIDIA's libraries, wherever CUDA or Python's packages put them.
nvidia_folders() {
  local python
  ls -d /usr/local/cuda*/lib64 /usr/local/cuda*/targets/x86_64-linux/lib /usr/local/nvidia/lib64 /opt/cuda/lib64 \
    /usr/lib64-nvidia /usr/lib/wsl/lib 2>/dev/null || true
  for python in $(pythons); do
    within 20 "$python" -c 'import glob, site, sys
for root in sys.path + getattr(site, "getsitepackages", list)():
    print(*glob.glob(root + "/nvidia/*/lib") + glob.glob(root + "/torch/lib"), sep="\n")' 2>/dev/null || true
  done
}

# A stage must not take what the others need: at most so many seconds, and no more than LIMIT allows in all.
within() { # seconds, command...
  local most=$1 left=$((${LIMIT:-570} - SECONDS))
  shift
  [ "$left" -gt 5 ] || { echo "left out, the time limit of ${LIMIT:-570} s is reached"; return 1; }
  [ "$left" -ge "$most" ] || most=$left
  timeout -k 10 "$most" "$@"
}

# Our own Java, or with our own copies of the libraries that it shares with the system.
java_starts() {
  local why
  why=$(timeout -k 5 60 "$base/java/bin/java" -version 2>&1) && return 0
  export LD_LIBRARY_PATH
  LD_LIBRARY_PATH=$(joined "${LD_LIBRARY_PATH:-}" "$base/fallback")
  timeout -k 5 60 "$base/java/bin/java" -version > /dev/null 2>&1 && return 0
  echo "Java does not start on this machine, so there are no figures of our code: $(printf '%s' "$why" | head -3)"
  return 1
}

# Vulkan: the loader and the driver's JSON file where the system knows them, ours where not.
find_vulkan() {
  local libraries driver
  libraries=$({ ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null || true)
  case $libraries in
    *libvulkan.so.1*) ;;
    *) LD_LIBRARY_PATH=$(joined "$base/vulkan" "${LD_LIBRARY_PATH:-}") ;;
  esac
  [ -z "${VK_DRIVER_FILES:-}${VK_ICD_FILENAMES:-}" ] || return 0
  if compgen -G '/usr/share/vulkan/icd.d/nvidia*' > /dev/null || compgen -G '/etc/vulkan/icd.d/nvidia*' > /dev/null; then
    return 0
  fi
  driver=$(timeout 20 find /usr/local/nvidia /opt -maxdepth 6 -name 'nvidia_icd*.json' 2>/dev/null | head -1 || true)
  case $driver$libraries in
    *.json*) ;;
    *libGLX_nvidia.so.0*)
      # Containers are often given the library without the file that names it.
      driver="$home/nvidia_icd.json"
      echo '{"file_format_version": "1.0.0", "ICD": {"library_path": "libGLX_nvidia.so.0", "api_version": "1.3.0"}}' \
        > "$driver"
      ;;
    *) [ ! -e /dev/nvidiactl ] || echo "NVIDIA's Vulkan driver (libGLX_nvidia.so.0) is not on this machine: no WebGPU" ;;
  esac
  [ -z "$driver" ] || export VK_DRIVER_FILES="$driver"
}

# Our code on some devices; what it measured counts even where it is ended early.
measure() { # devices
  local part="$out/ours-${1//,/-}.tsv"
  # Float16 is slow on a CPU: last, so that it costs no other figure.
  local profiles=("$base"/models/*-fp32/profile.json "$base"/models/*-fp16/profile.json)
  say "our code: $1"
  within "${2:-300}" "$base/java/bin/java" "${options[@]}" -cp "$base/voxelclick.jar:$base/classes" \
    io.github.voxelclick.bench.DeviceSpeed "$part" "$base/providers" \
    "$1" "${RUNS:-5}" "${SLICES:-40}" "${profiles[@]}" ||
    echo "ended early (exit code $?: 124 or 137 is the time limit, 134 or 139 a crash); the figures so far stay"
  if [ -f "$part" ]; then
    cat "$part" >> "$out/figures.tsv"
    rm "$part"
  fi
}

compare_with_pytorch() {
  local python found=''
  say "PyTorch"
  for python in $(pythons); do
    if within 120 "$python" -c 'import torch' 2>"$home/torch.err"; then
      found=$python
      break
    fi
    grep -q "No module named 'torch'" "$home/torch.err" || echo "$python: PyTorch is there and does not load: $(tail -1 "$home/torch.err")"
  done
  if [ -z "$found" ]; then
    echo "no PyTorch that loads on this machine: nothing to compare with"
    return 0
  fi
  PYTHONPATH="$base/torch" within 240 "$found" "$base/torch/gpu_torch.py" "$out/figures.tsv" "${RUNS:-5}" ||
    echo "PyTorch did not come to its end (exit code $?); the figures so far stay"
}

run() {
  local out="${OUT:-$home/out}" base="$home/base" options=() devices="${DEVICES:-cuda,webgpu,cpu}" others
  mkdir -p "$out"
  : > "$out/figures.tsv"
  unpack base || return 0
  say "this machine"
  { uname -srm
    nproc
    timeout -k 5 60 nvidia-smi || echo "nvidia-smi is not there or does not answer: no NVIDIA card, so the CPU alone"; } 2>&1 |
    tee "$out/machine.txt" || true
  # PyTorch brings what it needs; another CUDA before it on the path may be the wrong one.
  local given="${LD_LIBRARY_PATH:-}"
  LD_LIBRARY_PATH=$(joined "$(nvidia_folders)" "$given")
  export LD_LIBRARY_PATH VOXELCLICK_PROVIDERS="$base/providers"
  find_vulkan
  if unpack cuda; then
    options=("-Donnxruntime.native.path=$home/cuda")
  fi
  # The slow CPU comes last: a machine may be taken away before.
  others=$(printf '%s' "$devices" | tr ',' '\n' | awk '$0 != "cpu"' | paste -sd, -)
  if java_starts; then
    say "devices"
    { within 240 "$base/java/bin/java" "${options[@]}" -jar "$base/voxelclick.jar" devices 2>&1 ||
      echo "the list of devices ended early (exit code $?)"; } | tee "$out/devices.txt" || true
    [ -z "$others" ] || measure "$others"
    LD_LIBRARY_PATH="$given" compare_with_pytorch
    case ",$devices," in *,cpu,*) measure cpu ;; esac
  else
    LD_LIBRARY_PATH="$given" compare_with_pytorch
  fi
  summarise "$out" || echo "cannot put the figures together; they are in $out/figures.tsv"
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
  all) prepare; SECONDS=0; run ;; # the limit is that of the measurements
  *) sed -n '2,/^set/{/^set/!p}' "$0"; exit 2 ;;
esac
