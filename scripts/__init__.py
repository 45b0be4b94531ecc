"""What `make` runs: Greenpaper's set-up, checks and tests."""
