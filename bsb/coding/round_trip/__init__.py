"""Coding in Word and Excel: what a file carries to find the way back, and what it changes when it comes back."""
