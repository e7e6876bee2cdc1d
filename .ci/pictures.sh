#!/usr/bin/env bash
# Makes the manual's pictures and the README's recording anew, by the UI tests that go through the manual, and puts
# them where the pages show them. Look at each of them before it is committed. Arguments go to Maven.
set -euo pipefail
cd "$(dirname "$0")/.."

made=plugin/target/ui/manual
rm -rf "$made"
bash .ci/ui.sh -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=ManualUiIT,RecordingUiIT -Dfailsafe.failIfNoSpecifiedTests=false "$@"
mkdir -p docs/images/manual
cp "$made"/*.png docs/images/manual/
cp "$made"/voxelclick.gif docs/images/
ls -l docs/images docs/images/manual
