#!/usr/bin/env bash
# Installs the programs that the peer and UI tests compare with: system packages, and Python packages in
# the virtual environment .venv. Does nothing for what is already there.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(dicom3tools dcmtk xvfb openbox x11-utils python3-venv)
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
