# Copyright the swift-model-signing authors.
# SPDX-License-Identifier: Apache-2.0
"""Reads a repository as python-tuf's client does.

Usage: tuf_read.py URL ROOT FOLDER TIME [TARGET ...]
URL has the metadata, and `targets/` below it; FOLDER is the client's, and may be used again; TIME is in seconds.
Prints a JSON object: `versions` of the top-level roles, `targets` with the hexadecimal SHA-256 of what was downloaded, or
null where there is no such target. If it fails: `error`, the name of the exception's class, and status 1.
"""

import datetime
import hashlib
import json
import pathlib
import sys

from tuf.ngclient import Updater

url, root, folder, time, *paths = sys.argv[1:]
folder = pathlib.Path(folder)
targets = folder / "targets"
targets.mkdir(parents=True, exist_ok=True)
result = {"versions": {}, "targets": {}}
try:
    updater = Updater(
        metadata_dir=str(folder / "metadata"),
        metadata_base_url=url,
        target_dir=str(targets),
        target_base_url=f"{url}/targets/",
        bootstrap=pathlib.Path(root).read_bytes(),
    )
    # The test's clock stands still; python-tuf has no parameter for it.
    trusted = updater._trusted_set
    trusted.reference_time = datetime.datetime.fromtimestamp(float(time), datetime.timezone.utc)
    updater.refresh()
    for path in paths:
        info = updater.get_targetinfo(path)
        result["targets"][path] = None
        if info is not None:
            content = pathlib.Path(updater.download_target(info)).read_bytes()
            result["targets"][path] = hashlib.sha256(content).hexdigest()
    for role in ["root", "timestamp", "snapshot", "targets"]:
        result["versions"][role] = trusted[role].version
except Exception as error:
    result["error"] = type(error).__name__
    print(f"{type(error).__name__}: {error}", file=sys.stderr)
print(json.dumps(result))
sys.exit(1 if "error" in result else 0)
