"""A KML file is valid by the schema of the OGC (KML 2.2), as the package pykml carries it.

    kml.py FILE
"""
import pathlib
import sys

import pykml
from lxml import etree

schemas = pathlib.Path(pykml.__file__).parent / "schemas"
schema = etree.XMLSchema(etree.parse(schemas / "ogckml22.xsd", etree.XMLParser(no_network=True)))
document = etree.parse(sys.argv[1])
if not schema.validate(document):
    print(*schema.error_log, sep="\n", file=sys.stderr)
    sys.exit(1)
spans = document.findall(".//{*}TimeSpan")
print(f"{sys.argv[1]} is valid KML 2.2, with {len(spans)} time spans")
sys.exit(0 if spans else 1)
