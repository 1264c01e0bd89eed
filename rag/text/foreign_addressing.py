"""The plainest ways to address a language model in German, French and Spanish, as rag.text.addressing reads them."""

from __future__ import annotations

FOREIGN: tuple[tuple[str, str, bool], ...] = (
    (
        "ignorier;vergiss ;vergessen sie ;missacht",
        r"""\b(?:ignorier(?:e|en sie|t)|vergiss|vergessen sie|missachte(?:n sie|t)?) (?:(?:bitte|jetzt|nun|alle|
alles|die|das|den|
deine|ihre|samtliche|sofort) ){0,3}(?:(?:vorherig|bisherig|obig|vorig|fruher|vorangehend|vorstehend|vorausgehend|
obenstehend)\w+\b|
(?:anweisungen|instruktionen|vorgaben|davor|oben)\b)""",
        True,
    ),
    (
        "du bist ;sie sind ",
        r"\b(?:du bist|sie sind) (?:jetzt|nun|ab sofort|ab jetzt|von nun an) (?:ein|eine|kein) \w+",
        False,
    ),
    (
        "als ki ;als sprachmodell ;als chatbot ;als assistent",
        r"""\bals (?:ki|sprachmodell|chatbot|assistent)\b[^.!?\n]{0,40}\b(?:musst|sollst|mussen sie|sollen sie|
antworte|sage?)\b""",
        False,
    ),
    (
        "gefragt ;fragt ;fragen ",
        r"""\bwenn (?:du|man|jemand|der nutzer|ein nutzer|dich jemand)\b[^.!?\n]{0,60}\b(?:gefragt|fragt|
fragen)\b[^.!?\n]{0,80},
 (?:dann )?(?:antworten?|sage?n?|behaupten?|schreiben?|nennen?)\b""",
        False,
    ),
    (
        "antworte;sag",
        r"""(?:^|[.!?]\s*|\b(?:und|sondern) )(?:antworten?(?: sie)?|sage?n?(?: sie)?) (?:stattdessen|immer nur|
ausschliesslich|
auf (?:alle|jede) fragen?)\b""",
        False,
    ),
    (
        "neue anweisung;neue instruktion;nouvelle;nueva",
        r"""(?:^|[.!?>\]*\"-]\s*)[\[(<*_#=\s-]*(?:neue (?:anweisung|instruktion)(?:en)?|nouvelles? (?:instructions?|
consignes?)|
nuevas? instruccion(?:es)?)(?: [^:.\n]{0,30})?[\])>*_#=\s-]*:""",
        False,
    ),
    (
        "ignore;oublie;compte ",
        r"""\b(?:ignore[zr]?|oublie[zr]?|ne (?:tiens|tenez|tenir) pas compte)\s+(?:(?:de|des|du)\s+|
d')?(?:(?:toutes?|tous|tout|les|
la|le|ces|vos|tes) ){0,3}(?:ce qui precede|(?:instructions?|consignes?|directives?|
regles)\b[^.!?\n]{0,15}\b(?:precedentes?|
anterieures?|ci-dessus|donnees|initiales)|(?:precedentes?|anterieures?) (?:instructions?|consignes?)|
texte (?:ci-dessus|
precedent))""",
        True,
    ),
    (
        "tu es ;vous etes ",
        r"\b(?:tu es|vous etes) (?:maintenant|desormais) une? (?!peu|des)\w+",
        False,
    ),
    (
        "en tant qu",
        r"""\ben tant qu(?:e |')(?:\w+ ){0,2}?(?:ia|assistante?|intelligence artificielle|modele|
chatbot)\b[^.!?\n]{0,40}
\b(?:tu dois|vous devez|reponds|repondez|dis|dites)\b""",
        False,
    ),
    (
        "demande;interroge",
        r"""\b(?:si|quand|lorsque) (?:on|quelqu'un|l'utilisateur|un utilisateur) (?:te |vous |t')?(?:demande|
interroge)\b
[^.!?\n]{0,80},\s*(?:(?:tu dois|vous devez) )?(?:repond\w+|dis|dites|affirme\w*)\b""",
        False,
    ),
    (
        "reponds ;repondez ;dis ;dites ",
        r"(?:^|[.!?]\s*|\bet )(?:reponds|repondez|dis|dites) (?:toujours|plutot|seulement|a la place|uniquement)\b",
        False,
    ),
    (
        "ignor;olvid;caso omiso ",
        r"""\b(?:ignor(?:a|e|ad|en)|olvid(?:a|e|ad|en)|ha(?:z|ga|gan) caso omiso de) (?:(?:todas?|todos?|las?|los?|
tus|sus|estas|
de) ){0,3}(?:(?:instrucciones|ordenes|indicaciones|reglas)\b[^.!?\n]{0,15}\b(?:anteriores|previas|precedentes)|
(?:anteriores|
previas) (?:instrucciones|ordenes)|lo (?:anterior|de arriba|que precede)|texto anterior|anterior\b)""",
        True,
    ),
    (
        "eres ",
        r"\b(?:ahora eres|eres ahora|(?:a partir de|desde) ahora,? eres) una? \w+",
        False,
    ),
    (
        "como ",
        r"""\bcomo (?:una? )?(?:ia|asistente|modelo de lenguaje|inteligencia artificial)\b[^.!?\n]{0,40}\b(?:debes|
deberas|
tienes que|responde|di)\b""",
        False,
    ),
    (
        "pregunt",
        r"""\b(?:cuando|si) (?:te|le|se|alguien|el usuario|
un usuario)\b[^.!?\n]{0,20}\bpregunt\w+\b[^.!?\n]{0,80},\s*(?:debes )?
(?:responde\w*|di|diga|decir|contest\w+|afirm\w+)\b""",
        False,
    ),
)
"""Cues, pattern, and whether "if ..." makes it an order to readers."""
