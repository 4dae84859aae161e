"""How a figure looks, without a window: its colours, lines, letters and numbers."""
