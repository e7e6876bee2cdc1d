#!/usr/bin/env bash
# The unit tests once more on the newest JDK beside the one in use, but for those that take long and test what no JDK
# decides (tag one-jdk). Arguments go to Maven.
set -euo pipefail
cd "$(dirname "$0")/.."

release_of() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"; }

newest=""
for jdk in ${VOXELCLICK_NEWER_JDK:-/usr/lib/jvm/*}; do
  [ -x "$jdk/bin/javac" ] && [ -f "$jdk/release" ] || continue
  [ -z "$newest" ] || [ "$(release_of "$jdk")" -gt "$(release_of "$newest")" ] || continue
  newest=$jdk
done
if [ -z "$newest" ] || [ "$(release_of "$newest")" -lt 21 ]; then
  echo "No JDK of release 21 or later; set VOXELCLICK_NEWER_JDK to its folder."
  exit 1
fi
echo "JDK $(release_of "$newest")"
others=$(sed -n 's:.*<test.excludedGroups>\(peer.*\)</test.excludedGroups>:\1:p' pom.xml)
if [ -z "$others" ]; then echo "No groups of tests to leave out found in pom.xml"; exit 1; fi
JAVA_HOME=$newest mvn -B verify -Djacoco.skip=true -Dtest.excludedGroups="$others,one-jdk" "$@"
