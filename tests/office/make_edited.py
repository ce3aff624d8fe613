#!/usr/bin/env python3
"""Makes the Word files of tests/fixtures/word that programs write: one by python-docx, and the same
edited twice in LibreOffice with its changes tracked.

    make_edited.py

What stands beside them with all changes accepted or rejected is what LibreOffice made of them. All
words are invented. Needs python-docx and what edit.py needs.
"""

import json
import pathlib
import subprocess
import tempfile

import docx
from docx.shared import Pt
from wordmaker import expect, text_of

HERE = pathlib.Path(__file__).resolve().parent
WORD = HERE.parent / "fixtures" / "word"

FIRST = [
    {"replace": "early warning", "with": "timely “early” warning"},
    {"delete": "old "},
    {"paragraph_after": "Deplores the price", "text": "Regrets that too many lamps are dark at night;"},
    {"delete_paragraph": "Decides to count"},
    {"split_before": "and encourages them"},
]
SECOND = [
    # Words that the first author put in, and a paragraph of theirs.
    {"replace": "timely ", "with": "good "},
    {"delete": " at night"},
    {"join_next": "In summer"},
    {"after": "remain seized", "insert": " actively"},
    {"italic": "of the matter"},
]


def plain(path):
    file = docx.Document()
    file.styles["Normal"].font.size = Pt(11)
    file.sections[0].header.paragraphs[0].text = "A/C.9/81/L.7"
    file.sections[0].footer.paragraphs[0].text = "26-00017"
    file.add_heading("Lamps of harbours", 0)
    opening = file.add_paragraph()
    opening.add_run("The General Assembly").italic = True
    opening.add_run(",")
    for verb, rest in (("Recalling", " its earlier resolutions on the lamps of harbours,"), ("Noting", " that early warning saves lives,")):
        line = file.add_paragraph()
        line.add_run(verb).italic = True
        line.add_run(rest)
    file.add_heading("I. Lamps and oil", 1)
    for line in ("Calls upon all keepers of old lamps to burn bright oil;", "Decides to count the ships;", "Deplores the price of oil;"):
        file.add_paragraph(line, style="List Number")
    file.add_heading("II. Reports", 2)
    for line in ("Requests the harbour masters to report, and encourages them to meet;", "Invites pilots to keep watch;"):
        file.add_paragraph(line, style="List Number")
    for line in ("In summer;", "In winter;"):
        file.add_paragraph(line, style="List Number 2")
    file.add_paragraph("Decides to remain seized of the matter.", style="List Number")
    table = file.add_table(rows=0, cols=2)
    for cells in (("Harbour", "Lamps"), ("North", "12"), ("South", "7")):
        row = table.add_row()
        for cell, text in zip(row.cells, cells):
            cell.text = text
    file.save(path)


def edit(source, author, edits, target, folder):
    wish = folder / "wish.json"
    wish.write_text(json.dumps({"author": author, "edits": edits}), encoding="utf-8")
    subprocess.run([HERE / "edit.py", source, wish, target], check=True)


def sides(path, folder):
    both = []
    for wish in ("accept_all", "reject_all"):
        edit(path, "Nobody", [{wish: True}], folder / "taken.docx", folder)
        both.append(text_of(folder / "taken.docx", True))
    expect(path, *both)
    for taken, lines in zip((True, False), both):
        if text_of(path, taken) != lines:
            print(path.stem, taken, "the reference reader differs:", [l for l in text_of(path, taken) if l not in lines])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        plain(WORD / "python.docx")
        sides(WORD / "python.docx", folder)
        edit(WORD / "python.docx", "Maria Silva", FIRST, folder / "first.docx", folder)
        edit(folder / "first.docx", "US", SECOND, WORD / "office.docx", folder)
        sides(WORD / "office.docx", folder)
