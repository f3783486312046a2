"""The example that embeds SOM prints what its page shows."""

import os
import re
import subprocess
import sys

from sources import ROOT

FOLDER = "Examples/Embedding"


def test_the_sheet():
    """From anywhere, without installation: values, and errors in the cells that have them."""
    with open(os.path.join(ROOT, FOLDER, "README.md"), encoding="utf-8") as file:
        [shown] = re.findall(r"^```text\n(.*?)^```$", file.read(), re.M | re.S)
    command = [sys.executable, os.path.join(ROOT, FOLDER, "sheet.py"), os.path.join(ROOT, FOLDER, "order.txt")]
    done = subprocess.run(command, cwd="/", capture_output=True, timeout=120)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert done.stdout.decode() == shown
