"""What people do about duplicates: decide pairs, have the register scanned, merge, and take a merge back."""

from registry.partners.duplicates.actions.deciding import decide, decide_many, propose
from registry.partners.duplicates.actions.merging import merge, undo
from registry.partners.duplicates.actions.scanning import begin_scan, stop_scan

__all__ = ["begin_scan", "decide", "decide_many", "merge", "propose", "stop_scan", "undo"]
