"""What a run found, as every report shows it: one record, and a file for each way to write it down."""
