"""The engine held to PyTorch, to naive loops and to the worked numbers of its specification."""
