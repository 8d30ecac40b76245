"""What makes a PDF fit for archives (PDF/A-2a, ISO 19005-2) and for the blind (PDF/UA-1, ISO 14289).

Both ask that the file describe itself in XML and name its colours; the fonts are embedded and the
text is tagged anyway.
"""

from collections.abc import Sequence
from html import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFStreamFilterZCompress,
    PDFString,
)

from gi_desktop.document.record import NAMESPACE, PREFIX, PROPERTIES, Record
from gi_desktop.resources import resource

PRODUCER = "gi-desktop"
DATE = "2000-01-01T00:00:00Z"
"""The date reportlab writes where the same pages are to give the same bytes."""
_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <xmp:CreatorTool>{producer}</xmp:CreatorTool>
   <xmp:CreateDate>{date}</xmp:CreateDate>
   <xmp:ModifyDate>{date}</xmp:ModifyDate>
   <pdf:Producer>{producer}</pdf:Producer>{keywords}
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
  </rdf:Description>{more}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_KEYWORDS = "\n   <pdf:Keywords>{keywords}</pdf:Keywords>"
_ACCESSIBLE = """
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>"""
_RECORD = """
  <rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">
   {properties}
  </rdf:Description>"""
_EXTENSIONS = """
  <rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag>{schemas}
   </rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>"""
"""What PDF/A asks for: a description of the properties that it does not know itself."""
_SCHEMA = """
    <rdf:li rdf:parseType="Resource">
     <pdfaSchema:schema>{name}</pdfaSchema:schema>
     <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
     <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
     <pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
    </rdf:li>"""
_PROPERTY = """<rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>{name}</pdfaProperty:name>
     <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>{meaning}</pdfaProperty:description>
    </rdf:li>"""
_UA = ("PDF/UA Universal Accessibility Schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid")
_UA_PART = _PROPERTY.format(
    name="part", kind="Integer", meaning="Part of ISO 14289 that the file follows"
)
_END = b"endstream\n"


class Stream(PDFStream):
    """A stream whose end stands on a line of its own, as archives ask; reportlab's does not.

    Both characters of the line's end are needed: data may itself end with the first of them.
    """

    def format(self, document: PDFDocument) -> bytes:
        """Return the stream as the file has it."""
        found: bytes = PDFStream.format(self, document)
        return found.removesuffix(_END) + b"\r\n" + _END


def nested(levels: Sequence[int]) -> bool:
    """Whether headings begin with the first level and skip none on the way down (PDF/UA-1)."""
    deepest = 0
    for level in levels:
        if level > deepest + 1:
            return False
        deepest = level
    return True


def metadata(
    title: str, author: str, language: str, *, accessible: bool, record: Record | None = None
) -> Stream:
    """Return the file's description of itself; whether it claims PDF/UA is for the caller.

    ``record`` is what the file keeps of its content.
    """
    more, schemas, keywords = "", "", ""
    if accessible:
        more += _ACCESSIBLE
        schemas += _schema(*_UA, _UA_PART)
    if record is not None:
        keywords = _KEYWORDS.format(keywords=escape(record.keywords, quote=False))
        more += _RECORD.format(
            prefix=PREFIX,
            namespace=NAMESPACE,
            properties="\n   ".join(record.xmp(PREFIX)),
        )
        listed = (_PROPERTY.format(name=n, kind="Text", meaning=m) for n, m in PROPERTIES.items())
        schemas += _schema("Content of the report", NAMESPACE, PREFIX, "".join(listed))
    if schemas:
        more += _EXTENSIONS.format(schemas=schemas)
    content = _XMP.format(
        producer=PRODUCER,
        date=DATE,
        title=escape(title, quote=False),
        author=escape(author, quote=False),
        language=language,
        keywords=keywords,
        more=more,
    ).encode()
    dictionary = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return Stream(dictionary, content)


def _schema(name: str, namespace: str, prefix: str, properties: str) -> str:
    return _SCHEMA.format(name=name, namespace=namespace, prefix=prefix, properties=properties)


def colours(document: PDFDocument) -> PDFArray:
    """Return what the file's colours mean: sRGB."""
    content = resource("colour", "srgb.icc").read_bytes()
    profile = Stream(PDFDictionary({"N": 3}), content, [PDFStreamFilterZCompress()])
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    }
    return PDFArray([PDFDictionary(intent)])
