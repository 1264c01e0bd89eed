"""Measure retrieval, reading and answers on public data sets that are brought along, never shipped.

A folder of data holds, for each set, NAME.corpus.jsonl.gz (one paragraph a line: doc_id, para_id, title, text; a
document is its paragraphs in the file's order) and NAME.questions.jsonl.gz (id, question, answers, answerable,
gold_paragraphs; gold_paragraph: the one it was written about, which an unanswerable question has too). The sets that
figures in this project speak of, and the public releases they come from:

    squad2          SQuAD 2.0, development set; eleven of its articles (CC BY-SA 4.0)
    open_wiki       the same articles, asked over a larger collection with some articles taken out
    clapnq          CLAPnq, long answers to Natural Questions (Apache-2.0)
    covid           COVID-QA, questions on scientific papers (Apache-2.0)
    chunking_eval   Chroma's chunking_evaluation, exact excerpts in five kinds of text (MIT)
    anthropic_docs  the documentation set of Anthropic's cookbook on retrieval (MIT)
    scifact         SciFact as in BEIR, claims on abstracts (figures only)
    medquad         MedQuAD, frequently asked questions on health (CC BY 4.0)
    canard          CANARD, follow-up questions with the stand-alone form a person wrote (CC BY-SA 4.0)
    inscit          INSCIT, conversations over Wikipedia (figures only)
    abg_coqa        Abg-CoQA, conversations over stories and articles (figures only)

Questions of the last three also have history ([{role, text}], what was said before) and, in canard, rewrite.
"""
