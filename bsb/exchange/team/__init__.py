"""Coders on machines of their own: bundles out, work back, and the merging of it."""
