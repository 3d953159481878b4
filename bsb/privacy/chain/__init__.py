"""The recognisers, one a file, each a spaCy component that writes to ``doc.spans["deid"]``.

Import these modules only inside functions: they need spaCy.
"""
