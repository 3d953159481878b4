"""Broken and hostile files by the ten thousand, for every reader: ``python -m bench.fuzz --help``."""
