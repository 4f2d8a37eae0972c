"""pyarrow sees in events.parquet what the day files say: as many events, at the same points, on the same days.

    parquet.py FOLDER    a folder with day files and events.parquet
"""
import datetime
import json
import pathlib
import struct
import sys

import pyarrow as pa
import pyarrow.parquet as pq

folder = pathlib.Path(sys.argv[1])
expected = []
for path in sorted(folder.glob("[0-9]*.geojson")) + [folder / "undated.geojson"]:
    for feature in json.loads(path.read_text())["features"]:
        at = tuple(feature["geometry"]["coordinates"]) if feature["geometry"] else None
        properties = feature["properties"]
        days = [properties[key] and datetime.date.fromisoformat(properties[key]) for key in ("date", "end_date")]
        expected.append((feature["id"], at, *days, properties["confidence"], properties["killed_min"]))

table = pq.read_table(folder / "events.parquet")
geo = json.loads(table.schema.metadata[b"geo"])
geometry = geo["columns"][geo["primary_column"]]
assert geo["version"] == "1.1.0" and geometry["encoding"] == "WKB" and geometry["geometry_types"] == ["Point"], geo
assert table.schema.field("date").type == pa.date32() and table.schema.field("geometry").type == pa.binary()


def point(wkb):
    assert wkb is None or wkb[:5] == b"\1\1\0\0\0", wkb
    return wkb and struct.unpack("<2d", wkb[5:])


rows = table.to_pylist()
found = [(r["id"], point(r["geometry"]), r["date"], r["end_date"], r["confidence"], r["killed_min"]) for r in rows]
assert found == expected, [pair for pair in zip(expected, found) if pair[0] != pair[1]][:3]

# The column that readers skip by holds the same points, and its statistics the box of all.
for row in rows:
    at, box = point(row["geometry"]), row["bbox"]
    assert (box is None and at is None) or (box["xmin"], box["ymin"]) == at == (box["xmax"], box["ymax"]), row["id"]
for side, path in geometry["covering"]["bbox"].items():
    assert path == ["bbox", side], path
group = pq.ParquetFile(folder / "events.parquet").metadata.row_group(0)
bounds = {group.column(i).path_in_schema: group.column(i).statistics for i in range(group.num_columns)}
sides = [bounds["bbox.xmin"].min, bounds["bbox.ymin"].min, bounds["bbox.xmax"].max, bounds["bbox.ymax"].max]
assert sides == geometry["bbox"], (sides, geometry["bbox"])

print(f"pyarrow {pa.__version__}: {len(rows)} events, {table.num_columns} columns, GeoParquet {geo['version']}")
sys.exit(0 if rows else 1)
