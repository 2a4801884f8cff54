"""From HTML to an archival, accessible PDF. The only module that imports WeasyPrint.

It is imported in the rendering process (`child.py`) and nowhere in the web process: the import costs most of
a second and the library reads text that people wrote.
"""

import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

# The fonts of the machine must not reach a document: it has to come out the same everywhere, with the fonts
# that were chosen. Fontconfig reads this once, when WeasyPrint is imported.
_FONT_SETTINGS = Path(__file__).with_name("fonts.conf")
os.environ["FONTCONFIG_FILE"] = str(_FONT_SETTINGS)

from fontTools.ttLib import TTFont  # noqa: E402 - after the font settings
