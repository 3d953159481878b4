"""The trained spotter: features, layers and weights of the small network that marks words as names."""
