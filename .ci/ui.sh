#!/usr/bin/env bash
# The UI tests on a display of their own: an X server without a screen, and a window manager. The display must be
# there before the JVM starts. Arguments go to Maven. To look at all windows at 200 %:
# VOXELCLICK_SCREEN=2560x1800x24 JAVA_TOOL_OPTIONS=-Dsun.java2d.uiScale=2 bash .ci/ui.sh -Dit.test=ManualUiIT
set -euo pipefail
cd "$(dirname "$0")/.."

dir=$(mktemp -d)
trap 'kill ${wm:-} ${server:-} 2>/dev/null || true; rm -rf "$dir"' EXIT
Xvfb -displayfd 3 -screen 0 "${VOXELCLICK_SCREEN:-1280x900x24}" -nolisten tcp 3>"$dir/number" 2>"$dir/log" &
server=$!
for _ in $(seq 100); do
  [ -s "$dir/number" ] && break
  kill -0 "$server" || { cat "$dir/log"; exit 1; }
  sleep 0.1
done
DISPLAY=:$(cat "$dir/number")
export DISPLAY
openbox --sm-disable >/dev/null 2>&1 &
wm=$!

mvn -B -Pui verify "$@"
