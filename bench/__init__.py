"""Side-by-side measurements, and the made-up corpora they run on. See README.md."""
