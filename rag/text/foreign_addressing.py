"""The plainest ways to address a language model in German, French and Spanish, as rag.text.addressing reads them."""

from __future__ import annotations

FOREIGN: tuple[tuple[str, str, bool], ...] = (
    (
        "ab sofort antwort;ab jetzt antwort;von nun an antwort",
        r"\b(?:ab sofort|ab jetzt|von nun an) antworte(?:st|n)?\b",
        False,
    ),
    (
        "oublie",
        r"\boublie[zr]? (?:toutes )?(?:vos|tes|les) (?:consignes|instructions)\b",
        True,
    ),
    (
        "ahora responde;ahora di ;ahora contesta;ahora siempre ",
        r"\b(?:a partir de|desde) ahora,? (?:siempre )?(?:responde|di|contesta)\b",
        False,
    ),
    (
        "beachte;befolge",
        r"""\b(?:beachten?|befolgen?)(?: sie)?\b[^.!?\n]{0,40}\b(?:vorherigen|bisherigen|obigen) (?:anweisungen|
instruktionen) nicht\b""",
        True,
    ),
    (
        "n obeis ;n obeissez ;ne suis ;ne suivez ;ne respecte",
        r"""\b(?:n'obeis(?:sez)?|ne (?:suis|suivez|respecte[sz]?)) (?:plus|pas) (?:aux|les|ces|a tes|tes|
vos) (?:instructions|consignes)\b""",
        True,
    ),
    (
        "no sig;no obede;no hag",
        r"""\bno (?:sigas?|obede(?:zcas?|ces)|hagas? caso (?:a|de)) (?:a )?(?:las |tus |sus )?(?:instrucciones|
ordenes) (?:anteriores|previas)\b""",
        True,
    ),
    (
        "ignora ;ignorate ;dimentica ;nuove istruzioni ;sei ora ;ora sei ",
        r"""\b(?:ignora(?:te)?|dimentica) (?:tutte )?(?:le )?(?:istruzioni )?(?:precedenti|istruzioni)\b|
\bnuove istruzioni\s*:|\b(?:sei ora|ora sei) un[ao']?\b""",
        True,
    ),
    (
        "negeer ;ignore ;esqueca ",
        r"""\bnegeer (?:alle )?(?:de )?(?:vorige|bovenstaande|eerdere) (?:instructies|aanwijzingen)\b|\b(?:ignore|
esqueca) (?:todas )?as instrucoes\b""",
        True,
    ),
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
