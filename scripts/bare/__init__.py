"""A bare signed-in Django view, to measure Greenpaper's pages against."""
