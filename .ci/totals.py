#!/usr/bin/env python3
"""Adds up the test reports of Surefire and Failsafe.

totals.py --no-skips NAME   checks the reports that the last Maven run wrote: fails when a test failed,
                            was skipped, or when there was none; remembers the sums under NAME.
totals.py --may-skip NAME   the same for tests that a machine may be unable to run; the skipped are named.
totals.py --sum             prints the sums of all names remembered, as Surefire prints its own.
"""
import glob
import json
import os
import sys
import xml.etree.ElementTree as ElementTree

STORE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "target", "totals")
KEYS = ("tests", "failures", "errors", "skipped")


def read_reports():
    """Sums over the reports, and the names of skipped tests. Reports are removed once counted."""
    sums = dict.fromkeys(KEYS, 0)
    skipped = []
    for report in glob.glob("*/target/surefire-reports/TEST-*.xml") + glob.glob(
        "*/target/failsafe-reports/TEST-*.xml"
    ):
        suite = ElementTree.parse(report).getroot()
        for key in KEYS:
            sums[key] += int(suite.get(key, "0"))
        for case in suite.iter("testcase"):
            note = case.find("skipped")
            if note is not None:
                skipped.append(f"{case.get('classname')}.{case.get('name')}: {note.get('message')}")
        os.remove(report)
    return sums, skipped


def line(sums):
    return "Tests run: {tests}, Failures: {failures}, Errors: {errors}, Skipped: {skipped}".format(**sums)


def check(name, may_skip):
    sums, skipped = read_reports()
    print(f"{name}: {line(sums)}")
    for test in skipped:
        print("skipped:", test)
    os.makedirs(STORE, exist_ok=True)
    with open(os.path.join(STORE, name + ".json"), "w", encoding="utf-8") as out:
        json.dump(sums, out)
    bad = sums["failures"] + sums["errors"] + (0 if may_skip else sums["skipped"])
    return sums["tests"] > 0 and bad == 0


def add_up():
    total = dict.fromkeys(KEYS, 0)
    for path in sorted(glob.glob(os.path.join(STORE, "*.json"))):
        with open(path, encoding="utf-8") as stored:
            for key, value in json.load(stored).items():
                total[key] += value
    print(line(total))
    return total["tests"] > 0


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    good = add_up() if sys.argv[1:] == ["--sum"] else check(sys.argv[2], sys.argv[1] == "--may-skip")
    sys.exit(0 if good else 1)
