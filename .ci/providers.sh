#!/usr/bin/env bash
# Fetches what the tests of devices need into .providers, and installs nothing: ONNX Runtime's WebGPU and OpenVINO
# providers (60 MB from PyPI, by hash), and a Vulkan driver for machines without a GPU. That is Mesa's software
# driver, 25 or later: WebGPU does not start on the 22 of Debian 12, which gets the one of its backports (11 MB).
# Writes .providers/webgpu, .providers/openvino and .providers/vulkan, the paths of two libraries and of a driver's
# JSON file. Does nothing for what is already there.
set -euo pipefail
cd "$(dirname "$0")/.."

least_mesa=25
python="$PWD/.venv/bin/python"
dir="$PWD/.providers"
wanted="$least_mesa $(cat .ci/requirements-providers.txt)"
[ "$wanted" != "$(cat "$dir/installed" 2>/dev/null)" ] || exit 0

rm -rf "$dir"
mkdir -p "$dir/mesa"
"$python" -m pip download -q --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
  -r .ci/requirements-providers.txt -d "$dir/wheels"
for wheel in "$dir"/wheels/*.whl; do
  "$python" -m zipfile -e "$wheel" "$dir/unpacked"
done
rm -r "$dir/wheels"
for provider in webgpu openvino; do
  library=$(find "$dir/unpacked" -name "libonnxruntime_providers_$provider*.so")
  [ -f "$library" ] || { echo "no library in the wheel of $provider"; exit 1; }
  printf '%s\n' "$library" > "$dir/$provider"
done

version_of() { dpkg-query -W -f='${Version}' mesa-vulkan-drivers; }
if dpkg --compare-versions "$(version_of)" ge "$least_mesa"; then
  driver=/usr/lib/$(uname -m)-linux-gnu/libvulkan_lvp.so
else
  # The archive that this machine uses, with lists of our own: its backports need not be among its sources.
  . /etc/os-release
  archive=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    sed -n "s|^$VERSION_CODENAME main \(.*/debian/*\)$|\1|p" | head -1)
  if [ -z "$archive" ]; then
    echo "Mesa $(version_of) is too old for WebGPU, and no archive of Debian is known to take its backports from."
    exit 1
  fi
  suite=$VERSION_CODENAME-backports
  keys=/usr/share/keyrings/debian-archive-keyring.gpg
  mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial"
  printf 'deb [signed-by=%s] %s %s main\n' "$keys" "$archive" "$suite" > "$dir/apt/sources.list"
  own=(-q -o "Dir::Etc::SourceList=$dir/apt/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::Cache=$dir/apt/cache"
    -o "Dir::State::Lists=$dir/apt/lists" -o APT::Sandbox::User= -o APT::Update::Error-Mode=any)
  apt-get "${own[@]}" update
  (cd "$dir/apt" && apt-get "${own[@]}" download "mesa-vulkan-drivers/$suite")
  dpkg -x "$dir"/apt/mesa-vulkan-drivers_*.deb "$dir/mesa"
  rm -r "$dir/apt"
  driver=$(find "$dir/mesa" -name libvulkan_lvp.so)
fi
# What it needs besides came with the system's own, older driver.
if ldd "$driver" | grep 'not found'; then
  echo "The software Vulkan driver misses these libraries."
  exit 1
fi
printf '{"file_format_version": "1.0.0", "ICD": {"library_path": "%s", "api_version": "1.3.0"}}\n' "$driver" > "$dir/lvp.json"
printf '%s\n' "$dir/lvp.json" > "$dir/vulkan"
printf '%s\n' "$wanted" > "$dir/installed"
