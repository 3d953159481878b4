"""The version of bsb, by itself so that any floor may say it."""

__version__ = "0.1.0"
