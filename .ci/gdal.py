"""GDAL sees in an output folder what its files say: as many events, at the same points, on the same days.

    gdal.py FOLDER    a folder with day files, events.csv, events.kml and events.geojsonl
"""
import json
import pathlib
import struct
import sys

import pyogrio
from pyogrio.raw import read

folder = pathlib.Path(sys.argv[1])
sheets = sorted(folder.glob("[0-9]*.geojson")) + [folder / "undated.geojson"]


def point(wkb):
    """Longitude and latitude of a point as GDAL gives it."""
    if wkb is None:
        return None
    order = "<" if wkb[0] else ">"
    return struct.unpack(order + "2d", wkb[-16:]) if struct.unpack(order + "I", wkb[1:5])[0] == 1 else "no 2D point"


def day(value):
    text = "" if value is None else str(value)[:10]
    return None if text in ("", "NaT", "None", "..") else text


def rows(path, start, **options):
    """Point and first day of each event of a file, in every layer."""
    out = []
    for layer, _ in pyogrio.list_layers(path):
        meta, _, geometry, columns = read(path, layer=layer, **options)
        fields = list(meta["fields"])
        days = columns[fields.index(start)] if start in fields else [None] * len(geometry)
        out += [(point(g), day(d)) for g, d in zip(geometry, days)]
    return out


failed = 0


def same(what, expected, found):
    global failed
    if expected != found:
        failed += 1
        rest = [(e, f) for e, f in zip(expected, found) if e != f][:3]
        print(f"{what}: {len(expected)} events expected, {len(found)} found, differing: {rest}", file=sys.stderr)


everything, dated = [], []
for path in sheets:
    features = json.loads(path.read_text())["features"]
    at = lambda f: tuple(f["geometry"]["coordinates"]) if f["geometry"] else None
    spans = [(at(f), day(f["time"]["interval"][0])) for f in features]
    everything += spans
    dated += [(at(f), f["properties"]["date"]) for f in features]
    if features:
        driver = pyogrio.read_info(path)["driver"]
        if driver != "JSONFG":
            failed += 1
            print(f"{path}: GDAL reads it as {driver}", file=sys.stderr)
        same(path, spans, rows(path, "time_start"))
same("events.kml", everything, rows(folder / "events.kml", "begin"))
same("events.geojsonl", dated, rows(folder / "events.geojsonl", "date"))
same("events.csv", dated, rows(folder / "events.csv", "date", X_POSSIBLE_NAMES="lon", Y_POSSIBLE_NAMES="lat"))

print(f"GDAL {pyogrio.__gdal_version_string__}: {len(sheets)} files, {len(everything)} events, {failed} differences")
sys.exit(1 if failed or not everything else 0)
