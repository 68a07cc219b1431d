#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody uses is not there.

1. A function of a header is called from another file of the program, or by a test.
2. A field that only a reader of knowledge files writes and nobody looks at is knowledge that is never shown.
"""
import glob
import os
import re
import sys

os.chdir(sys.argv[1])


def read(pattern):
    return {path: open(path, encoding="utf-8").read() for path in sorted(glob.glob(pattern, recursive=True))}


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


sources = {path: without_comments(text) for path, text in read("src/**/*.c").items()}
headers = {path: without_comments(text) for path, text in read("src/**/*.h").items()}
tests = {path: without_comments(text) for path, text in read("tests/**/*.[ch]").items()}
# Owns what others point to.
OWNERS = {"lists"}
words = {path: set(re.findall(r"\w+", text)) for path, text in {**sources, **headers, **tests}.items()}
defined = {path: set(re.findall(r"^(\w+) \(", text, re.M)) for path, text in sources.items()}
looked_at = {path: set(re.findall(r"(?:->|\.)(\w+)", text)) for path, text in {**sources, **headers}.items()}


def unused_functions():
    for header, text in headers.items():
        for match in re.finditer(r"^[A-Za-z_][\w \*]*?\b(pdl_\w+) \(", text, re.M):
            name = match.group(1)
            homes = {path for path in sources if name in defined[path]}
            if not any(name in words[path] for path in words if path not in homes and path != header) \
                    and len(re.findall(rf"\b{name}\b", text)) == 1:
                yield f"{header}: {name} ()"


def unshown_fields():
    for header, text in headers.items():
        for match in re.finditer(r"(?:typedef struct(?: \w+)?|^struct \w+)\s*\{(.*?)\n\}", text, re.S | re.M):
            for field in re.findall(r"(\w+)(?:\[[^\]]*\])*(?=;|,)", re.sub(r"\([^)]*\)", "", match.group(1))):
                users = [path for path in looked_at if field in looked_at[path]]
                if users and field not in OWNERS and all(path.endswith("-reader.c") for path in users):
                    yield f"{header}: {field} (only in {', '.join(users)})"


print("1..2")
failed = False
for number, (name, found) in enumerate((("every function of a header is used", list(unused_functions())),
                                        ("everything that is read of the knowledge is looked at", list(unshown_fields()))), 1):
    for line in found:
        print(f"# {line}")
    print(f"{'not ok' if found else 'ok'} {number} {name}")
    failed = failed or bool(found)
sys.exit(1 if failed else 0)
