#!/usr/bin/env bash
# Installs the programs that the peer and UI tests compare with: system packages, and Python packages in
# the virtual environments .venv and .venv-torch; providers.sh the rest. Does nothing for what is already there.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(dicom3tools dcmtk xvfb openbox x11-utils imagej python3-venv)
# The system's PyTorch computes on the CPU only and takes 0.7 GB; PyPI's comes with gigabytes of CUDA.
packages+=(python3-torch python3-torchvision python3-onnx)
# The Vulkan loader, and all that a newer driver needs; see providers.sh.
packages+=(mesa-vulkan-drivers)
missing=()
for p in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
if [ "${#missing[@]}" -gt 0 ]; then
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  $sudo apt-get update -q
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

if ! cmp -s .ci/requirements.txt .venv/requirements.installed; then
  python3 -m venv --clear .venv
  .venv/bin/pip install -q --disable-pip-version-check -r .ci/requirements.txt
  cp .ci/requirements.txt .venv/requirements.installed
fi
echo "peers: $(.venv/bin/python -c 'import pydicom, highdicom, nibabel, SimpleITK as s; print("pydicom", pydicom.__version__, "highdicom", highdicom.__version__, "nibabel", nibabel.__version__, "SimpleITK", s.Version_VersionString())')"

# A second environment, because the system's PyTorch is bound to the system's Python and its older NumPy.
torch_wanted=$(cat .ci/requirements-torch.txt .ci/requirements-reference.txt)
if [ "$torch_wanted" != "$(cat .venv-torch/requirements.installed 2>/dev/null)" ]; then
  /usr/bin/python3 -m venv --clear --system-site-packages .venv-torch
  .venv-torch/bin/pip install -q --disable-pip-version-check -r .ci/requirements-torch.txt
  .venv-torch/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r .ci/requirements-reference.txt
  printf '%s\n' "$torch_wanted" > .venv-torch/requirements.installed
fi
echo "peers: $(.venv-torch/bin/python -c 'import torch, torchvision, onnx, onnxruntime, segment_anything; print("torch", torch.__version__, "torchvision", torchvision.__version__, "onnx", onnx.__version__, "onnxruntime", onnxruntime.__version__)')"

bash .ci/providers.sh
echo "peers: $(cd .providers/unpacked && echo *.dist-info), $(cat .providers/vulkan)"
