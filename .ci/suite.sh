#!/usr/bin/env bash
# A few labelled cases against the committed Dice figures; fails on a drop of more than 0.02. With --update the
# figures are written anew, for a changed model. Needs plugin/target/voxelclick.jar and VOXELCLICK_TEST_DATA.
set -euo pipefail
cd "$(dirname "$0")/.."

figures=.ci/suite-figures.json
cases=ct-spleen-msd2,mr-lung-lobes-0006,mr-spine-t2-sct,mr-t1-sarcoma-sts008
data="${VOXELCLICK_TEST_DATA:?the folder that holds labelled/}/labelled"
evaluate=(java -jar plugin/target/voxelclick.jar evaluate --suite "$data" --cases "$cases" --max-clicks 5)

if [ "${1:-}" = --update ]; then
  "${evaluate[@]}" --figures "$figures"
else
  "${evaluate[@]}" --check "$figures"
fi
