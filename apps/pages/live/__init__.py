"""Several people typing in one draft at once: the document, its changes, and the rooms they meet in."""
