#!/bin/sh
# Drives the map page in Chromium: the tests, then the bench with 20,000 events.
#
#   tests/page/run.sh            needs cargo, node 20 or newer, npm and chromium
#   CHROMIUM=/path/to/chromium MODULES=/folder/with/node_modules tests/page/run.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$CHROMIUM" ] || { echo "no chromium here: install it (Debian: apt-get install chromium) or name it in CHROMIUM" >&2; exit 2; }
command -v node >/dev/null || { echo "no node here: install Node.js 20 or newer" >&2; exit 2; }
export CHROMIUM

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "${MODULES:-}" ]; then
  MODULES=$work
  (cd "$work" && npm install --silent --no-audit --no-fund --no-save playwright-core@1)
fi
export MODULES

cargo build --quiet --manifest-path "$root/Cargo.toml" --example map_page
map_page=${CARGO_TARGET_DIR:-$root/target}/debug/examples/map_page
node "$here/fixture.mjs" small "$work/small"
"$map_page" "$work/small" "$work/small.html" "$work/small/front.geojson"
PAGE=$work/small.html node --test --test-reporter=spec "$here/page.test.mjs"

node "$here/fixture.mjs" 20000 "$work/many"
"$map_page" "$work/many" "$work/many.html"
PAGE=$work/many.html node "$here/bench.mjs"
