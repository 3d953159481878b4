"""How far coders agree: first where they do not, passage by passage, then coefficients with their universe."""
