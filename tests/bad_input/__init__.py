"""Files as exports really look, good and bad, and what strict reading makes of them."""
