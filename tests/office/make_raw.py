#!/usr/bin/env python3
"""Makes the Word files of tests/fixtures/word that no writer makes on demand: raw parts, as Word
writes them. Their accepted and rejected texts are those of the reference reader in wordmaker.py.

    make_raw.py

All words are invented. Needs lxml.
"""

import pathlib
from wordmaker import Marks, expect, gone, p, r, text_of, write

HERE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "word"

STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="SingleTxt"><w:name w:val="_ Single Txt_G"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="OP"><w:name w:val="OP"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="OPa"><w:name w:val="OP a"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>"""


def made(name, body, strict=False, **parts):
    path = HERE / (name + ".docx")
    write(path, body, strict, styles=STYLES, **parts)
    expect(path, text_of(path, True), text_of(path, False))


def opening(m=None):
    return p(r("The General Assembly", "<w:i/>"), r(",")) + p(r("Recalling", "<w:i/>"), r(" its earlier resolutions on the lamps of harbours,"))


def changes():
    m = Marks()
    eu, us, g77 = "Maria Silva", "US", "J. Okoro (G77 and China)"

    def moved(way, name, *lines):
        # Word names the end of each paragraph that moves as a whole, and the range around all.
        m.count += 1
        start = '<w:%sRangeStart w:id="%d" w:author="%s" w:date="2026-05-04T09:30:00Z" w:name="%s"/>' % (way, m.count, us, name)
        end = '<w:%sRangeEnd w:id="%d"/>' % (way, m.count)
        out = ""
        for n, line in enumerate(lines):
            out += p(start if n == 0 else "", m.by(way, us, r(line)), mark=m.by(way, us))
        return out + end

    body = opening()
    # Words for words, by three, and what one puts in another takes out again.
    body += p(r("1. Calls upon all "), m.by("del", eu, gone("keepers")), m.by("ins", eu, r("guardians")),
              r(" to burn "), m.by("ins", us, r("clean ")), m.by("ins", eu, r("and ")),
              m.by("ins", eu, m.by("del", g77, gone("very "))), r("bright oil"),
              m.by("ins", g77, r(" at all times")), r(";"))
    # A paragraph put in, one taken out.
    body += p(m.by("ins", eu, r("1 bis. Regrets that too many lamps are dark;")), mark=m.by("ins", eu))
    body += p(m.by("del", us, gone("2. Deplores the price of oil;")), mark=m.by("del", us))
    # A paragraph put in that another takes out again.
    body += p(m.by("ins", eu, m.by("del", us, gone("2 bis. Condemns the silence;"))), mark=m.by("ins", eu) + m.by("del", us))
    body += moved("moveFrom", "move1", "3. Invites masters of ships to slow down;")
    body += p(r("4. Decides to count the ships;"))
    body += moved("moveTo", "move1", "3. Invites masters of ships to slow down;")
    # One broken in two, two joined.
    body += p(r("5. Requests the harbour masters to report"), mark=m.by("ins", g77))
    body += p(m.by("ins", g77, r("6. ")), r(" and encourages them to meet;"))
    body += p(r("7. Urges pilots to keep watch"), m.by("del", eu, gone(";")), mark=m.by("del", eu))
    body += p(m.by("del", eu, gone("8. Urges them")), m.by("ins", eu, r(" and")), r(" to keep books;"))
    # Looks alone.
    looks = "<w:b/>" + m.by("rPrChange", us, "<w:rPr/>")
    body += p(r("9. Decides to "), r("remain seized", looks), r(" of the matter."), more=m.by("pPrChange", us, "<w:pPr/>"))
    made("changes", body)


def comments():
    m = Marks()

    def start(n):
        return '<w:commentRangeStart w:id="%d"/>' % n

    def end(n):
        return '<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>' % (n, n)

    def comment(n, who, *lines):
        all = "".join('<w:p w14:paraId="000000%d%d">%s</w:p>' % (n, k, ("<w:r><w:annotationRef/></w:r>" if k == 0 else "") + r(line)) for k, line in enumerate(lines))
        return '<w:comment w:id="%d" w:author="%s" w:date="2026-05-04T09:3%d:00Z" w:initials="X">%s</w:comment>' % (n, who, n, all)

    def extended(n, last, parent=None, done=0):
        parent = ' w15:paraIdParent="000000%d%d"' % parent if parent else ""
        return '<w15:commentEx w15:paraId="000000%d%d"%s w15:done="%d"/>' % (n, last, parent, done)

    body = opening()
    body += p(start(0), r("1. Calls upon all "), start(1), start(2), r("keepers"), end(1), end(2), r(" to burn bright oil;"), end(0))
    body += p(r("2. Decides to count "), start(3), m.by("ins", "US", r("all ")), r("the ships"), end(3), r(";"))
    body += start(4) + p(r("3. Requests the harbour masters to report;")) + p(r("4. Decides to meet again.")) + '<w:commentRangeEnd w:id="4"/>' + p('<w:r><w:commentReference w:id="4"/></w:r>')
    said = (comment(0, "EU", "All of this is too long.", "Much too long.") + comment(1, "Maria Silva", "Who are they?")
            + comment(2, "US", "Those who light the lamps.") + comment(3, "US", "How many?") + comment(4, "EU", "We support both."))
    more = extended(0, 1, done=1) + extended(1, 0) + extended(2, 0, parent=(1, 0)) + extended(3, 0) + extended(4, 0)
    made("comments", body, comments=said, commentsExtended=more)


def level(n, format, text, more="", start=1):
    return ('<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/><w:lvlJc w:val="left"/></w:lvl>'
            % (n, start, format, more, text))


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    + level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)") + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="2">' + level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>") + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="3">' + level(0, "bullet", "\uf0b7") + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="4">' + level(0, "decimal", "%1.", '<w:pStyle w:val="OP"/>') + level(1, "lowerLetter", "(%2)", '<w:pStyle w:val="OPa"/>') + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    # The same list, from 26 on; and one that only begins its letters again.
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="26"/></w:lvlOverride></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>'
    + '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
    # Another look of the first level.
    + '<w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>' + level(0, "decimal", "OP%1") + "</w:lvlOverride></w:num>"
)


def lists():
    m = Marks()
    body = opening()
    body += p(r("Calls upon all keepers:"), list=(1, 0))
    body += p(r("To burn bright oil;"), list=(1, 1))
    body += p(m.by("ins", "EU", r("To clean the glass;")), list=(1, 1), mark=m.by("ins", "EU"))
    body += p(r("In summer, by:"), list=(1, 1))
    body += p(r("Opening the shutters;"), list=(1, 2))
    body += p(r("Closing the doors;"), list=(1, 2))
    body += p(m.by("del", "US", gone("Decides to pay for it;")), list=(1, 0), mark=m.by("del", "US"))
    body += p(r("Decides to count the ships;"), list=(1, 0))
    body += p(r("Every spring;"), list=(1, 1))
    body += p(r("Requests the harbour masters to report;"), list=(2, 0))
    body += p(r("Once more decides to meet;"), list=(2, 0))
    body += p(r("Lamps"), list=(3, 0), style="Heading1")
    body += p(r("Every lamp has a number;"), list=(3, 1))
    body += p(r("Every number is painted on its lamp;"), list=(3, 1))
    body += p(r("Invites pilots:"), style="OP")
    body += p(r("To keep watch;"), style="OPa")
    body += p(r("To keep books;"), style="OPa")
    body += p(r("Not counted at all;"), more='<w:pStyle w:val="OP"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body += p(r("Thanks the pilots;"), style="OP")
    body += p(r("A sign and no number;"), list=(5, 0))
    body += p(r("Recommends lamps on both sides;"), list=(6, 0))
    body += p(r("Recommends oil in both lamps;"), list=(6, 0))
    # Numbers that somebody typed.
    body += p("<w:r><w:t>41.</w:t><w:tab/></w:r>", r("Takes note of the report;"))
    body += p(r("41 bis. Takes note of the annex;"))
    body += p("<w:r><w:tab/><w:t>(a)</w:t><w:tab/></w:r>", r("Of its tables;"))
    body += p(r("(b)\u00a0Of its maps."))
    made("lists", body, numbering=NUMBERING)


def shapes():
    m = Marks()

    def char(kind):
        return '<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % kind

    def field(code, *result):
        return char("begin") + '<w:r><w:instrText xml:space="preserve"> %s </w:instrText></w:r>' % code + char("separate") + "".join(result) + char("end")

    def control(*inside):
        return '<w:sdt><w:sdtPr><w:alias w:val="Paragraph"/><w:tag w:val="op"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>' % "".join(inside)

    box = "<w:txbxContent>%s</w:txbxContent>" % p(r("A note in a box, "), m.by("ins", "US", r("not ")), r("to be lost."))
    drawing = ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="Box 1"/><a:graphic><a:graphicData>'
               '<wps:wsp><wps:txbx>%s</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
               '<mc:Fallback><w:pict><v:shape><v:textbox>%s</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>' % (box, box))
    body = opening()
    body += control(p(r("1. Calls upon "), control(r("all keepers")), r(" to burn bright oil;")))
    body += p(r("2. Refers to paragraph "), field("REF _Ref1 \\h", r("1")), r(" and to the page "), '<w:fldSimple w:instr=" PAGEREF _Ref1 ">%s</w:fldSimple>' % r("7"), r(";"))
    body += p(r("3. Decides, "), field('IF "%s" = "1"' % "x", field("PAGE", r("if so")), r(", as ever")), r(", to count the ships;"))
    body += p(r("4. Recalls the "), '<w:hyperlink r:id="rIdL" w:history="1">%s</w:hyperlink>' % r("table of tides", '<w:rStyle w:val="Hyperlink"/>'), r(" and "), m.by("ins", "EU", '<w:hyperlink w:anchor="_Ref1">%s</w:hyperlink>' % r("its annex")), r(";"))
    # A field whose result is changed, and one that goes with its instruction.
    body += p(r("5. Notes paragraph "), char("begin"), "<w:r><w:instrText> REF x </w:instrText></w:r>", char("separate"), m.by("del", "EU", gone("4")), m.by("ins", "EU", r("6")), char("end"), r(" of the annex;"))
    body += p(r("6. Welcomes the report"), m.by("del", "US", char("begin") + "<w:r><w:delInstrText> REF y </w:delInstrText></w:r>" + char("separate") + gone(" of the masters") + char("end")), r(";"))
    body += p(r("7. Invites all to look at the map"), drawing, r(" of the harbour;"))
    body += p('<w:smartTag w:uri="x" w:element="place">%s</w:smartTag>' % r("8. Decides that the sum is "), "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "<w:r><w:t>, as ever</w:t><w:noBreakHyphen/><w:t>green.</w:t></w:r>")
    body += p("<w:r><w:drawing><wp:inline><wp:docPr id=\"2\" name=\"Picture 2\" descr=\"A lamp at night\"/></wp:inline></w:drawing></w:r>", r(" Seen and "), r("not seen ", "<w:vanish/>"), r("at night."))
    made("shapes", body)


def tables():
    m = Marks()

    def cell(*lines, props=""):
        return "<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>" % (props, "".join(line if line.startswith("<w:p") else p(r(line)) for line in lines))

    def row(*cells, change=""):
        return "<w:tr>%s%s</w:tr>" % ("<w:trPr>%s</w:trPr>" % change if change else "", "".join(c if c.startswith("<w:tc") else cell(c) for c in cells))

    body = p(r("Comments on the lamps of harbours"), style="Heading1")
    body += "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"
    body += row("Paragraph", "Delegation", "Proposed text", "Comments")
    body += row(cell("OP1", props='<w:vMerge w:val="restart"/>'), "EU", "1. Calls upon all guardians to burn bright oil;", "Keepers is an old word.")
    body += row(cell("", props="<w:vMerge/>"), "US", cell(p(r("1. Calls upon all keepers to burn "), m.by("ins", "US", r("clean ")), r("oil;"))), "")
    body += row(cell("Lamps of the second class", props='<w:gridSpan w:val="4"/>'))
    row_in = m.by("ins", "EU")
    body += row(*[cell(p(m.by("ins", "EU", r(t)), mark=m.by("ins", "EU"))) for t in ("OP2", "EU", "2. Decides to count the ships every year;", "Once is not enough.")], change=row_in)
    row_out = m.by("del", "US")
    body += row(*[cell(p(m.by("del", "US", gone(t)), mark=m.by("del", "US"))) for t in ("OP3", "US", "Delete.", "Too dear.")], change=row_out)
    body += row("OP4", "G77 and China", cell("4. Requests the harbour masters:", "(a) To report;", "(b) To meet;"), "Two things.")
    body += "</w:tbl>" + p(r("As of May."))
    made("tables", body)


def upu():
    new = '<w:b/><w:highlight w:val="yellow"/>'
    body = opening()
    body += p(r("1. Calls upon", "<w:i/>"), r(" all keepers "), r("and their deputies ", new), r("to burn bright oil;"))
    body += p(r("2. Decides to count "), r("the ships", "<w:strike/>"), r(" "), r("all vessels", '<w:color w:val="FF0000"/>'), r(" every year;"))
    body += p(r("2 bis. Regrets that too many lamps are dark;", new))
    body += p(r("3. Requests the harbour masters to report;", '<w:strike/><w:color w:val="C00000"/>'))
    body += p(r("4. Decides to remain seized of the matter", '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'), r("."), r(" [UPU reserves]", "<w:b/>"))
    made("upu", body)


def strict():
    m = Marks()
    body = opening() + p(r("1. Calls upon all "), m.by("del", "EU", gone("keepers")), m.by("ins", "EU", r("guardians")), r(" to burn bright oil;")) + p(r("Decides to meet again."), list=(1, 0))
    made("strict", body, strict=True, numbering=NUMBERING)


def noise():
    m = Marks()

    def word(text, looks=""):
        # Word breaks words where it was saved, and checks what it likes.
        n = len(text) // 2
        proof = '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>'
        return r(text[:n], looks).replace("<w:r>", '<w:r w:rsidR="00A1" w:rsidRPr="00B2">') + proof[0] + r(text[n:], looks) + proof[1]

    def para(*inside):
        return p(*inside).replace("<w:p>", '<w:p w14:paraId="1A2B3C4D" w14:textId="77777777" w:rsidR="00A1" w:rsidRDefault="00A1">')

    body = para(word("The General ", "<w:i/>"), word("Assembly", '<w:i/><w:lang w:val="en-GB"/>'), word(","))
    body += para(word("Recal", "<w:i/>"), '<w:r><w:rPr><w:i/></w:rPr><w:lastRenderedPageBreak/><w:t xml:space="preserve">ling </w:t></w:r>', word("its earlier reso"), "<w:r><w:softHyphen/></w:r>", word("lu\u00adtions,"))
    body += para('<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>', "<w:r><w:t>1.</w:t></w:r>", '<w:r><w:t xml:space="preserve">\u00a0</w:t><w:tab/></w:r>', word("Calls upon all keepers"), '<w:permStart w:id="5" w:edGrp="everyone"/>', r(" to burn bright oil;"), '<w:permEnd w:id="5"/>')
    body += para(word("2."), "<w:r><w:tab/></w:r>", r("Decides to pay 5\u00a0000 crowns "), m.by("ins", "EU", word("and 10\u202fper cent ")), "<w:r><w:br/></w:r>", r("to the   pilots;  "))
    body += para('<w:moveFromRangeStart w:id="7" w:author="EU" w:name="move9"/><w:moveFromRangeEnd w:id="7"/>', r("3. Agrees"), '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', r(" to meet"), '<w:customXml w:element="x"><w:customXmlPr/>%s</w:customXml>' % r(" again"), '<w:dir w:val="ltr">%s</w:dir>' % r(" in "), '<w:bdo w:val="ltr">%s</w:bdo>' % r("spring"), r("."))
    body += p() + p(r("   ")) + p("<w:r><w:br w:type=\"page\"/></w:r>", r("4. Decides to remain seized of the matter."))
    body += '<w:bookmarkStart w:id="2" w:name="end"/>' + p(m.by("ins", "EU"), mark="<w:lang w:val=\"fr-FR\"/>") + '<w:bookmarkEnd w:id="2"/>'
    made("noise", body)


def arabic():
    m = Marks()
    rtl = "<w:rtl/>"
    bidi = "<w:bidi/>"
    body = p(r("إن الجمعية العامة،", rtl), more=bidi)
    body += p(r("إذ تشير", rtl + "<w:iCs/>"), r(" إلى قراراتها السابقة بشأن مصابيح الموانئ،", rtl), more=bidi)
    body += p(r("1 - تهيب بجميع ", rtl), m.by("del", "Egypt", gone("الحراس", rtl)), m.by("ins", "Egypt", r("الأمناء", rtl)), r(" أن يوقدوا المصابيح؛", rtl), more=bidi)
    body += p(r("2 - تقرر أن تعد السفن (A/80/1) كل عام.", rtl), more=bidi)
    body += p(r("Решает "), m.by("ins", "Egypt", r("вновь ")), r("собраться; 决定再次开会。"))
    made("arabic", body)


def notes():
    m = Marks()

    def ref(n, kind="footnote"):
        return '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:%sReference w:id="%d"/></w:r>' % (kind, n)

    def note(n, *inside, kind="footnote"):
        return '<w:%s w:id="%d">%s</w:%s>' % (kind, n, p('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:%sRef/></w:r>' % kind, *inside), kind)

    lines = '<w:footnote w:type="separator" w:id="-1">%s</w:footnote><w:footnote w:type="continuationSeparator" w:id="0">%s</w:footnote>' % (p("<w:r><w:separator/></w:r>"), p("<w:r><w:continuationSeparator/></w:r>"))
    foot = (lines + note(1, r(" Resolution 78/214.")) + note(2, r(" See "), m.by("del", "EU", gone("A/80/1")), m.by("ins", "EU", r("A/80/2")), r("."))
            + note(3, r(" New: A/80/3.")) + note(4, r(" Old: A/79/4.")))
    ends = '<w:endnote w:type="separator" w:id="-1">%s</w:endnote>' % p("<w:r><w:separator/></w:r>") + note(1, r(" At the end."), kind="endnote")
    body = p(r("The General Assembly", "<w:i/>"), r(","))
    body += p(r("Recalling", "<w:i/>"), r(" its resolution"), ref(1), r(" and the report,"), ref(2))
    body += p(r("1. Calls upon all keepers"), m.by("ins", "EU", r(" and deputies") + ref(3)), r(" to burn bright oil"), m.by("del", "US", gone(" as before") + ref(4)), r(";"))
    body += p(r("2. Decides to meet again."), ref(1, "endnote"))
    made("notes", body, footnotes=foot, endnotes=ends)


def empty():
    made("empty", p())
    made("nothing", "")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for make in (changes, comments, lists, shapes, tables, upu, strict, noise, arabic, notes, empty):
        make()
