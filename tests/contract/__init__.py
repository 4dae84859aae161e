"""Black-box tests of the document format and of inspect, from the contract alone."""
