"""A page's text made HTML: what goes in, what may stay, and what files beside it are named."""
