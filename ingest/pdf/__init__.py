"""PDF pages -> blocks: glyphs, words, lines, tables, columns, paragraphs, each in a file of its own."""
