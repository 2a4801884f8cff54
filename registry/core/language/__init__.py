"""How Swedish names and questions are understood: one module for search, type-ahead and the duplicate guard.

Pure functions over texts: spelling (folded words), stems, compounds, abbreviations, kindred words, light words,
and what was typed taken apart into terms. Nothing here knows a record, a database or a page.
"""
