"""The local browser page. Thin: it asks the rooms, shows what they say, and writes through them."""
