"""The command line: parse, call the library, show. One file a noun."""
