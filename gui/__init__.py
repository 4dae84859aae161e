"""Everything that Qt draws, and the two ways in: the window and the command line."""
