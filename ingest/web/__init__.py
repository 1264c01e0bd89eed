"""A web page's tree -> blocks: what each element is, and which of it is the page's main text."""
