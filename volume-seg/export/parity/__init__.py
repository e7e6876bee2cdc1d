"""Makes the golden files of the parity tests from the authors' own code."""
