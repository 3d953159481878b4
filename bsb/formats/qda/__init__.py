"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) as programs for qualitative analysis write and read them."""
