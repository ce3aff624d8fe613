#!/usr/bin/env python3
"""Checks Word files of ours against the schemas of ECMA-376 (transitional), and opens them with
python-docx. By hand; not part of the gate.

    validate.py FOLDER-WITH-wml.xsd FILE.docx ...

What other namespaces add (w14, w15) is taken out first, as a reader that does not know them would.
Needs lxml, python-docx and the schemas, which are not part of the repository.
"""

import io
import pathlib
import sys
import zipfile

import docx
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KNOWN = ("http://schemas.openxmlformats.org/", "http://www.w3.org/XML/1998/namespace")
PARTS = ("document", "styles", "numbering", "footnotes", "endnotes", "comments", "settings", "fontTable")


def plain(tree):
    """The tree without what is to be ignored where it is not known."""
    for node in list(tree.iter()):
        for name in list(node.attrib):
            if name.startswith("{") and not name[1:].startswith(KNOWN) or "markup-compatibility" in name:
                del node.attrib[name]
        if isinstance(node.tag, str) and not node.tag[1:].startswith(KNOWN) and node.getparent() is not None:
            node.getparent().remove(node)
    return etree.fromstring(etree.tostring(tree))


def main(folder, files):
    schema = etree.XMLSchema(etree.parse(str(pathlib.Path(folder) / "wml.xsd")))
    parts = wrong = 0
    for path in files:
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                stem = pathlib.PurePosixPath(name).stem
                if not name.endswith(".xml") or not name.startswith("word/"):
                    continue
                if stem not in PARTS and not stem.startswith(("header", "footer")):
                    continue
                parts += 1
                tree = plain(etree.parse(io.BytesIO(file.read(name))).getroot())
                if not schema.validate(tree):
                    wrong += 1
                    for error in list(schema.error_log)[:3]:
                        print("%s %s:%s %s" % (path, name, error.line, error.message[:300]))
        docx.Document(path)
    print("%d files, %d parts, %d wrong; python-docx opened all" % (len(files), parts, wrong))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
