"""The final report (sluttrapport): the whole evaluation as one Word document, in the method's chapters."""
