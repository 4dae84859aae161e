"""Numbers and pictures as data: everything that can be known of a stack without Qt."""
