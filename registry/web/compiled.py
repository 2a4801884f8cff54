"""Templates stay compiled between starts, in a folder of their own beside them, as Python keeps its own files.

Compiling them all takes seconds of a processor, and each web process would do it anew when a page is first shown.
"""

import hashlib
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

FOLDER = "__pycache__"


class CompiledTemplates(FileSystemBytecodeCache):
    """What was compiled by this code: a filter, or how templates are read, may be another in the next version.

    Whether the template itself has changed is looked at by Jinja. Where nothing may be written nothing is kept.
    """

    def __init__(self, templates: Path, code: Path) -> None:
        self.all = templates / FOLDER
        super().__init__(str(self.all / version(code)))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept, if anything was."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, and what other versions of the code compiled no longer."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            if not Path(self.directory).exists():
                shutil.rmtree(self.all, ignore_errors=True)
                Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def version(code: Path) -> str:
    """Return a word for the Python files in a folder, another one when any of them is changed."""
    told = hashlib.sha256()
    for path in sorted(code.rglob("*.py")):
        facts = path.stat()
        told.update(f"{path}|{facts.st_mtime_ns}|{facts.st_size}\n".encode())
    return told.hexdigest()[:16]
