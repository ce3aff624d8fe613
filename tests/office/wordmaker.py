"""What the fixtures of Word files are made of: packages of raw parts, and a reference reader.

The reference reader is a second reading of ECMA-376, of no other use than to say what a file is
with all changes accepted or rejected. It shares nothing with the program: it removes and joins
elements in the tree as the standard describes them (17.13.5) and prints what is left.
"""

import copy
import zipfile
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = {
    "w": W,
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "mc": MC,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = {
    "styles": ("styles", OFFICE), "numbering": ("numbering", OFFICE), "footnotes": ("footnotes", OFFICE),
    "endnotes": ("endnotes", OFFICE), "comments": ("comments", OFFICE), "settings": ("settings", OFFICE),
    "commentsExtended": ("commentsExtended", "http://schemas.microsoft.com/office/2011/relationships"),
    "header1": ("header", OFFICE),
}
ROOTS = {"commentsExtended": "w15:commentsEx", "header1": "w:hdr"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
# A file made today and one made tomorrow are the same bytes.
STAMP = (2026, 1, 1, 0, 0, 0)


def p(*inside, style=None, list=None, mark="", more=""):
    """A paragraph; `list` is (number, level), `mark` what happened to its end."""
    out = ""
    if style:
        out += '<w:pStyle w:val="%s"/>' % style
    if list:
        out += '<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%s"/></w:numPr>' % (list[1], list[0])
    if mark:
        out += "<w:rPr>%s</w:rPr>" % mark
    return "<w:p>%s%s</w:p>" % ("<w:pPr>%s%s</w:pPr>" % (out, more) if out or more else "", "".join(inside))


def r(text, looks="", tag="t"):
    looks = "<w:rPr>%s</w:rPr>" % looks if looks else ""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return '<w:r>%s<w:%s xml:space="preserve">%s</w:%s></w:r>' % (looks, tag, text, tag)


def gone(text, looks=""):
    return r(text, looks, "delText")


class Marks:
    """Tracked changes with numbers of their own."""

    def __init__(self):
        self.count = 100

    def by(self, element, author, *inside, more=""):
        self.count += 1
        return '<w:%s w:id="%d" w:author="%s" w:date="2026-05-04T09:30:00Z"%s>%s</w:%s>' % (
            element, self.count, author, more, "".join(inside), element)


def write(path, body, strict=False, **parts):
    names = " ".join('xmlns:%s="%s"' % one for one in NAMES.items()) + ' mc:Ignorable="w14 w15"'
    types = ('<Override PartName="/word/document.xml" ContentType="%sdocument.main+xml"/>' % WORD)
    relations = ""
    files = []
    for number, (name, inside) in enumerate(sorted(parts.items())):
        kind, base = KINDS[name]
        root = ROOTS.get(name, "w:" + kind)
        files.append(("word/%s.xml" % name, "<%s %s>%s</%s>" % (root, names, inside, root)))
        types += '<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>' % (name, WORD, kind)
        relations += '<Relationship Id="rId%d" Type="%s/%s" Target="%s.xml"/>' % (number + 1, base, kind, name)
    relations += ('<Relationship Id="rIdL" Type="%s/hyperlink" Target="https://example.org/deltas" TargetMode="External"/>' % OFFICE)
    wrap = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    head = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>%s</Types>' % types)
    root = wrap % ('<Relationship Id="rId1" Type="%s/officeDocument" Target="word/document.xml"/>' % OFFICE)
    document = "<w:document %s><w:body>%s<w:sectPr/></w:body></w:document>" % (names, body)
    files = [("[Content_Types].xml", head), ("_rels/.rels", root), ("word/document.xml", document),
             ("word/_rels/document.xml.rels", wrap % relations)] + files
    pack(path, [(n, to_strict(t) if strict else t) for n, t in files])


def to_strict(text):
    """The names of the strict form of the standard."""
    return text.replace(W, STRICT).replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")


def pack(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files:
            if isinstance(text, str):
                text = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text).encode()
                etree.fromstring(text)
            out.writestr(zipfile.ZipInfo(name, STAMP), text, zipfile.ZIP_DEFLATED)


# The reference reader.

def local(node):
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def text_of(path, taken):
    """The paragraphs of the body with all changes taken, or all left."""
    with zipfile.ZipFile(path) as file:
        tree = etree.fromstring(file.read("word/document.xml").replace(STRICT.encode(), W.encode()))
    w = "{%s}" % W
    body = tree.find(w + "body")
    # Of several versions of a thing the first is taken: what Word of today does.
    for node in list(body.iter("{%s}AlternateContent" % MC)):
        for other in list(node)[1:]:
            node.remove(other)
    goes, stays = (("del", "moveFrom"), ("ins", "moveTo")) if taken else (("ins", "moveTo"), ("del", "moveFrom"))
    # Rows that are put in or taken out as rows.
    for row in list(body.iter(w + "tr")):
        props = row.find(w + "trPr")
        if props is not None and props.find(w + goes[0]) is not None:
            row.getparent().remove(row)
    dead = set()
    for para in body.iter(w + "p"):
        mark = para.find("%spPr/%srPr" % (w, w))
        if mark is not None and any(mark.find(w + name) is not None for name in goes):
            dead.add(para)
    for name in goes:
        for node in list(body.iter(w + name)):
            if local(node.getparent()) in ("rPr", "trPr"):
                continue
            node.getparent().remove(node)
    # A paragraph whose end goes is joined with the next one of the same container.
    for para in list(body.iter(w + "p")):
        if para not in dead:
            continue
        after = para.getnext()
        while after is not None and local(after) != "p":
            after = after.getnext()
        if after is None:
            if not said(para).strip():
                para.getparent().remove(para)
            continue
        start = 1 if after.find(w + "pPr") is not None else 0
        for child in [c for c in para if local(c) != "pPr"][::-1]:
            after.insert(start, child)
        para.getparent().remove(para)
    out = []
    for para in body.iter(w + "p"):
        line = " ".join(said(para).split(" "))
        line = " ".join(x for x in line.replace("\t", " ").split(" ") if x)
        if line:
            out.append(line)
    return out


def said(para):
    """The words that a paragraph shows, without those of boxes in it and of instructions."""
    out, open_fields = [], []
    for event, node in etree.iterwalk(para, events=("start",)):
        name = local(node)
        if node is not para and any(local(a) == "txbxContent" for a in ancestors(node, para)):
            continue
        if name == "fldChar":
            kind = node.get("{%s}fldCharType" % W)
            if kind == "begin":
                open_fields.append(False)
            elif kind == "separate" and open_fields:
                open_fields[-1] = True
            elif kind == "end" and open_fields:
                open_fields.pop()
        elif not all(open_fields):
            continue
        elif name in ("t", "delText") and not hidden(node):
            out.append(node.text or "")
        elif name in ("tab", "br", "cr") and local(node.getparent()) == "r":
            out.append("" if node.get("{%s}type" % W) in ("page", "column") else " ")
        elif name == "noBreakHyphen":
            out.append("\u2011")
        elif name == "sym":
            code = int(node.get("{%s}char" % W), 16)
            out.append({0xF0B7: "\u2022", 0xF0E0: "\u2192"}.get(code, chr(code)))
    return "".join(out).replace("\u00ad", "")


def hidden(node):
    run = next((a for a in node.iterancestors() if local(a) == "r"), None)
    props = run.find("{%s}rPr" % W) if run is not None else None
    return props is not None and props.find("{%s}vanish" % W) is not None


def ancestors(node, top):
    for one in node.iterancestors():
        if one is top:
            return
        yield one


def expect(path, accepted, rejected):
    for side, lines in (("accepted", accepted), ("rejected", rejected)):
        with open(str(path).replace(".docx", ".%s.txt" % side), "w", encoding="utf-8") as out:
            out.writelines(line + "\n" for line in lines)
