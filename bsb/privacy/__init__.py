"""Finding what points to a person, for a person to review; nothing here anonymises by itself."""
