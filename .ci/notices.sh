#!/usr/bin/env bash
# Every library that the jars contain must stand in META-INF/NOTICE, by its group and name.
set -euo pipefail
cd "$(dirname "$0")/.."

list=$PWD/plugin/target/runtime-libraries.txt
mvn -q -B -DskipTests -Dspotless.check.skip package dependency:list \
  -DincludeScope=runtime -DexcludeGroupIds=io.github.voxelclick,com.google.errorprone -DoutputFile=target/runtime-libraries.txt
missing=0
while read -r library; do
  grep -qF "$library" plugin/src/main/resources/META-INF/NOTICE || { echo "NOTICE does not name $library"; missing=1; }
done < <(grep -oE '[a-z][A-Za-z0-9.-]+:[A-Za-z0-9._-]+:jar' "$list" | sed 's/:jar$//' | sort -u)
[ "$missing" = 0 ] && echo "NOTICE names all $(grep -c ':jar' "$list") libraries"
exit "$missing"
