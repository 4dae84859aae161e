"""The numbers of every map, exact for whole numbers; the only part of the arithmetic with numpy."""
