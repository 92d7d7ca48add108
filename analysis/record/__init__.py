"""Record what a result was made from: digests, figure sets, and records inside pictures."""
