#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the TAP results in meson's testlog.json files and prints the closing line of ./check.

A test program counts by its TAP points; one that printed none counts as one, by its result. A program that ended badly
counts at least one failure, whatever its points say.
"""
import json
import re
import sys

passed = failed = skipped = 0
for path in sys.argv[1:]:
    try:
        lines = open(path, encoding="utf-8").read().splitlines()
    except OSError as error:
        print(f"no test log: {error}", file=sys.stderr)
        failed += 1
        continue
    for line in lines:
        entry = json.loads(line)
        good = bad = skip = 0
        for point in re.finditer(r"^(not ok|ok)\b[^\n#]*(#\s*(\w+))?", entry.get("stdout") or "", re.M):
            word = (point.group(3) or "").lower()
            if word == "skip":
                skip += 1
            elif point.group(1) == "ok":
                good += 1
            else:
                bad += 1
        ended = entry.get("result", "")
        if ended in ("FAIL", "TIMEOUT", "ERROR", "INTERRUPT", "UNEXPECTEDPASS"):
            bad = max(bad, 1)
            print(f"failed: {entry.get('name')}", file=sys.stderr)
        elif ended == "SKIP" and good + bad + skip == 0:
            skip = 1
        elif good + bad + skip == 0:
            good = 1
        passed, failed, skipped = passed + good, failed + bad, skipped + skip

print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
