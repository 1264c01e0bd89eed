"""Files read in processes of their own, each within limits: what one file does to its reader stops no other."""
