#!/usr/bin/env python3
"""Compares what stands beside the fixtures with LibreOffice's own accepting and rejecting.

    check_raw.py

Prints where they differ; to be read by a person, for LibreOffice is not always right. Files with
comments are left out, on which the bridge of LibreOffice 7.4 breaks. Needs lxml and what edit.py needs.
"""

import json
import pathlib
import subprocess
import tempfile

from wordmaker import text_of

HERE = pathlib.Path(__file__).resolve().parent
WORD = HERE.parent / "fixtures" / "word"


def main():
    for path in sorted(WORD.glob("*.docx")):
        if path.stem == "comments":
            continue
        for side, wish in (("accepted", "accept_all"), ("rejected", "reject_all")):
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                (folder / "wish.json").write_text(json.dumps({"edits": [{wish: True}]}))
                done = subprocess.run([HERE / "edit.py", path, folder / "wish.json", folder / "out.docx"])
                if done.returncode:
                    print(path.stem, side, "LibreOffice failed")
                    continue
                theirs = text_of(folder / "out.docx", True)
            ours = path.with_suffix(".%s.txt" % side).read_text(encoding="utf-8").splitlines()
            print(path.stem, side, "the same" if theirs == ours else "DIFFERS")
            if theirs != ours:
                for line in [l for l in theirs if l not in ours]:
                    print("  LibreOffice:", line)
                for line in [l for l in ours if l not in theirs]:
                    print("  reference:  ", line)


if __name__ == "__main__":
    main()
