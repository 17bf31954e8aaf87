#!/bin/sh
# Writes requirements/*.txt from *.in: every wheel by its hash, none of their own dependencies (only TensorFlow's libraries are used, not its Python).
# Run it by hand after changing a .in file; it leaves nothing behind but the .txt files.
set -eu
cd "$(dirname "$0")/requirements"
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check uv==0.13.9
for list in cpu cuda compiler ffmpeg; do
  "$tools/bin/uv" pip compile --quiet --no-deps --universal --python-version 3.10 --generate-hashes --no-emit-index-url \
    --custom-compile-command server/setup/lock-python.sh "$list.in" --output-file "$list.txt"
done
