"""LibreOffice as a checker: it opens our DOCX and says on which lines and pages its text falls.

It is no Word: it spreads blanks between Chinese and digits and hangs punctuation whatever the
file says, and it does not read which marks the file lets no line begin or end with. All of that
is set right once the file is open, before it is written as a PDF.
"""

import os
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from gi_desktop.document.breaking import NO_END, NO_START
from gi_desktop.document.fonts import Role, word_font
from gi_desktop.resources import resource

_FAMILIES = (
    (Role.BODY, "GI FangSong"),
    (Role.LEVEL1, "GI HeiTi"),
    (Role.LEVEL2, "GI KaiTi"),
    (Role.TABLE, "GI SongTi"),
    (Role.TITLE, "GI Title"),
)
_BASIC = """
Sub Convert(names)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim pdf(0) As New com.sun.star.beans.PropertyValue
  pdf(0).Name = "FilterName" : pdf(0).Value = "writer_pdf_Export"
  Dim chinese As New com.sun.star.lang.Locale
  chinese.Language = "zh" : chinese.Country = "CN"
  Dim marks As New com.sun.star.i18n.ForbiddenCharacters
  Dim file As Integer
  file = FreeFile
  Open names For Input As #file
  Line Input #file, first
  Line Input #file, last
  marks.beginLine = characters(first) : marks.endLine = characters(last)
  Do While Not EOF(file)
    Line Input #file, url
    document = StarDesktop.loadComponentFromURL(url, "_blank", 0, hidden())
    forbidden = document.createInstance("com.sun.star.document.Settings").ForbiddenCharacters
    forbidden.setForbiddenCharacters(chinese, marks)
    families = document.getStyleFamilies().getByName("ParagraphStyles")
    For Each name In families.getElementNames()
      style = families.getByName(name)
      style.ParaIsCharacterDistance = False
      style.ParaIsHangingPunctuation = False
    Next name
    document.storeToURL(Left(url, Len(url) - 5) & ".office.pdf", pdf())
    document.close(True)
  Loop
  Close #file
End Sub

Function characters(codes)
  found = ""
  For Each code In Split(codes, " ")
    found = found & Chr(CLng(code))
  Next code
  characters = found
End Function
"""
_MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE script:module PUBLIC'
    ' "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Checker"'
    f' script:language="StarBasic">{escape(_BASIC)}</script:module>'
)
_LIBRARY = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE library:library PUBLIC'
    ' "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">'
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"'
    ' library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Checker"/></library:library>'
)


def font_configuration(folder: Path) -> Path:
    """Fontconfig's file that gives LibreOffice the bundled fonts under the names in the DOCX."""
    names = "".join(
        f'<match target="pattern"><test name="family"><string>{word_font(role).name}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{family}</string></edit></match>'
        for role, family in _FAMILIES
    )
    path = folder / "fonts.conf"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{resource('fonts')}</dir><cachedir>{folder / 'cache'}</cachedir>{names}</fontconfig>",
        encoding="utf-8",
    )
    return path


class Office:
    """LibreOffice with a profile, fonts and a macro of its own."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.fonts = font_configuration(folder)
        library = folder / "profile" / "user" / "basic" / "Standard"
        if not library.exists():  # its first start fills a new profile, over what stands there
            self._run("--terminate_after_init")
        (library / "Checker.xba").write_text(_MODULE, encoding="utf-8")
        (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")

    def pdfs(self, documents: list[Path]) -> list[Path]:
        """Return the PDF that LibreOffice makes of each DOCX, beside it."""
        names = self.folder / "names.txt"
        marks = [" ".join(str(ord(mark)) for mark in marks) for marks in (NO_START, NO_END)]
        lines = (*marks, *(path.as_uri() for path in documents))
        names.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
        self._run(f'macro:///Standard.Checker.Convert("{names}")')
        return [path.with_suffix(".office.pdf") for path in documents]

    def _run(self, *arguments: str) -> None:
        profile = (self.folder / "profile").as_uri()
        command = [self.program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        environment = os.environ | {"FONTCONFIG_FILE": str(self.fonts), "HOME": str(self.folder)}
        subprocess.run(
            [*command, *arguments], check=True, capture_output=True, env=environment, timeout=570
        )
