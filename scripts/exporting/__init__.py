"""Records on paper and in Word: read from the pages that the site shows, written in the layout of GB/T 9704-2012."""
