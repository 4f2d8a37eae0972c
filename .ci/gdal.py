"""GDAL sees in an output folder what its files say: as many events, at the same points, on the same days.

    gdal.py FOLDER    a folder with day files, events.csv, events.kml, events.geojsonl and events.fgb
"""
import collections
import json
import math
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
    if struct.unpack(order + "I", wkb[1:5])[0] != 1:
        return "no 2D point"
    at = struct.unpack(order + "2d", wkb[-16:])
    # An empty point is how an event without a place stands where every feature must have a geometry.
    return None if any(map(math.isnan, at)) else at


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
# The index puts events near each other together, so their order is not ours.
found = collections.Counter(rows(folder / "events.fgb", "date"))
same("events.fgb", sorted(collections.Counter(dated).items(), key=str), sorted(found.items(), key=str))
box = (46.5, 39.5, 47.2, 40.0)
inside = [at for at, _ in dated if at and box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]]
same("events.fgb by its index", sorted(inside), sorted(at for at, _ in rows(folder / "events.fgb", "date", bbox=box)))
if not inside:
    failed += 1
    print(f"no event within {box}: the index was not tried", file=sys.stderr)

print(f"GDAL {pyogrio.__gdal_version_string__}: {len(sheets)} files, {len(everything)} events, {failed} differences")
sys.exit(1 if failed or not everything else 0)
