"""Rules for reported clauses: named patterns, tried in this order.

letters.py says how to read a pattern. One that ends in CLAUSE, OWN_CLAUSE or OBJECT has only the
clause's beginning: matching.py looks for the place that ENDS_HERE (phrases.py).
"""

from kit.quotations.rules import Rule

REPORTS = [
    Rule(
        "indirect.said-after",
        r"^DATELINE (?!OPENED) (?!NP INSERTION GROUP SAID) clause=(.+?) , (?!PREPOSITION)"
        r" speaker=((?!ENDING)NP_AFTER) INSERTION? GROUP"
        r" cue=[V_SAY&FINITE~PASSIVE V_TELL&FINITE~PASSIVE]"
        r" (?= $ | [.,;)\-PREPOSITION ADVERB TIME COMMENTING]) (?![PREPOSITION ADVERB TIME]{1,3}"
        r" THAT)",
        "The bridge will close, the office said.",
    ),
    Rule(
        "indirect.turned",
        r"^DATELINE clause=(.*?[AUXILIARY VERB].*?) , cue=V_SAY&FINITE~PASSIVE (?!PRONOUN)"
        r" speaker=NP_AFTER (?= $ | [.,;])",
        "The road is closed, said Ana Roth.",
    ),
    Rule(
        "indirect.around-piece",
        r"^DATELINE clause=([^QUOTE].*? PIECE) NOTE [,\-ADVERB]*"
        r" speaker=NP_AFTER INSERTION? WHEN GROUP cue=SAID",
        "Its job is “a mix of things,” she said.",
    ),
    Rule(
        "indirect.around-piece-turned",
        r"^DATELINE clause=([^QUOTE].*? PIECE) NOTE [,\-ADVERB]* cue=SAID (?!SILENCE|THAT)"
        r" speaker=NP_AFTER",
        "Its job is “a mix of things,” said Vale.",
    ),
    Rule(
        "indirect.inserted",
        r", AS_WORD? speaker=NP_AFTER INSERTION? GROUP"
        r" cue=[V_SAY&FINITE~PASSIVE V_TELL&FINITE~PASSIVE] , (?!QUOTE|ADDS) clause=CLAUSE",
        "The bill, she said, is dead.",
    ),
    Rule(
        "indirect.as-said",
        r"^AS_WORD speaker=NP GROUP cue=SAID , clause=BODY",
        "As Vale put it, the bridge was old.",
    ),
    Rule(
        "indirect.by-source-inserted",
        r", cue=SOURCE speaker=NP_AFTER INSERTION? ,"
        r" clause=((?=[AUXILIARY VERB&FINITE ED]) CLAUSE)",
        "The cause, according to the office, was a worn bearing.",
    ),
    Rule(
        "indirect.relative",
        r"[RELATIVE ASKS] speaker=NP_AFTER GROUP cue=V_SAY&FINITE~PASSIVE"
        r" clause=((?=[AUXILIARY VERB&FINITE ED]) CLAUSE)",
        "Vale has a plan, which Farr says would harm the town.",
    ),
    Rule(
        "indirect.asked",
        r"^cue=REPORTS (?=ASKS) clause=([^,]+) ,",
        "Asked whether she would resign, she laughed.",
    ),
    Rule(
        "indirect.called",
        r"SUBJECT cue=V_CALL clause=((?=[NOUN START]) [^QUOTE]{1,11} QUOTE)",
        "Vale called the plan “a gift”.",
    ),
    Rule(
        "indirect.that",
        r"SUBJECT? (?!(?<=TO)V_CLAUSE~V_SAY ASKS) cue=REPORTS"
        r" (?: ,[^,;QUOTE]{1,8}, | (?=[PREPOSITION ADVERB TIME]) BETWEEN)?"
        r" (?:THAT | (?=COMPLEMENTIZER)) clause=CLAUSE",
        "The union says that talks will resume.",
    ),
    Rule(
        "indirect.told-that",
        r"SUBJECT? cue=V_TELL BETWEEN (?:THAT | (?=COMPLEMENTIZER)) clause=CLAUSE",
        "Holt told the panel that talks will resume.",
    ),
    Rule(
        "indirect.told",
        r"SUBJECT cue=V_TELL~PASSIVE NP_AFTER clause=((?=HAS_VERB) CLAUSE)",
        "Holt told the panel talks would resume.",
    ),
    Rule(
        "indirect.bare",
        r"SUBJECT cue=V_SURE~PASSIVE (?!SILENCE) clause=((?=[NOUN START PRONOUN QUOTE ADVERB"
        r" SUBORDINATOR] .{2}) CLAUSE)",
        "The union says talks will resume.",
    ),
    Rule(
        "indirect.bare-clause",
        r"SUBJECT cue=[REPORTS&FINITE~PASSIVE V_SAY&ING] clause=((?=HAS_VERB) CLAUSE)",
        "The union hopes talks will resume.",
    ),
    Rule(
        "indirect.bare-comma",  # German: Roth sagte, die Brücke sei zu
        r"SUBJECT? cue=V_SAY&FINITE~PASSIVE BARE_COMMA clause=((?=HAS_VERB) CLAUSE)",
        "",
    ),
    Rule(
        "indirect.source-verb",  # German: Laut Roth ist die Brücke zu
        r"cue=SOURCE speaker=NP_AFTER SOURCE_VERB clause=BODY",
        "",
    ),
    Rule(
        "indirect.infinitive",
        r"SUBJECT? cue=V_TO clause=(DENIAL? TO (?!SPEAK(?:[.,]|$)) CLAUSE)",
        "Vale promised to resign by June.",
    ),
    Rule(
        "indirect.unlisted-that",
        r"SUBJECT cue=WORD&ED~VERB THAT clause=((?=HAS_VERB) CLAUSE)",
        "The commission recognized that a court should settle it.",
    ),
    Rule(
        "indirect.about-how",
        r"SUBJECT cue=V_OBJECT clause=((?=ASKS) CLAUSE)",
        "Vale talked about how the bridge was built.",
    ),
    Rule(
        "indirect.claim-is",
        r"speaker=(?:POSSESSIVE | START* HEAD{0,6} OWNER) [WORD NUMBER ADVERB]{0,3}"
        r" cue=REPORTING_NOUN BE THAT clause=CLAUSE",
        "Vale’s main claim is that the bridge is safe.",
    ),
    Rule(
        "indirect.said-to",
        r"SUBJECT cue=V_SAY~V_TELL~PASSIVE clause=((?=NP_AFTER TO) CLAUSE)",
        "Vale asserted any town’s right to close its bridge.",
    ),
    Rule(
        "indirect.asked-to",
        r"SUBJECT cue=V_ASKS_TO~PASSIVE clause=((?=NP_AFTER TO) CLAUSE)",
        "Holt urged the panel to resign.",
    ),
    Rule(
        "indirect.regarded",
        r"SUBJECT? cue=V_CALL&PASSIVE AS_WORD? clause=((?=[NOUN DETERMINER]) OBJECT)",
        "The plan is considered a gift to the mayor.",
    ),
    Rule(
        "indirect.intent",
        r"speaker=(?:POSSESSIVE | START* HEAD{0,6} OWNER) [WORD NUMBER]{0,2} cue=INTENT"
        r" clause=(TO CLAUSE)",
        "Vale’s refusal to resign was old.",
    ),
    Rule(
        "indirect.label",
        r"^speaker=(?:DOCUMENT | HEAD{0,2} NAME~NOT_A_SPEAKER~PLURAL)"
        r" cue=: clause=((?=[^QUOTE] .{2}) BODY)",
        "Poll: Vale leads in three towns.",
    ),
    Rule(
        "indirect.gerund",
        r"SUBJECT? cue=V_GERUND clause=((?=ENDING) CLAUSE)",
        "Amari denied leaking the memo.",
    ),
    Rule(
        "indirect.object",
        r"SUBJECT (?<!NUMBER) (?:(?<!TO)|(?<=VERB TO))"
        r" (?:(?<=[,AUXILIARY QUOTE AGENT UTTERANCE DOCUMENT]) | (?!ING))"
        r" cue=V_OBJECT~V_CALLED clause=(OBJECT)",
        "Amari denied allegations of fraud.",
    ),
    Rule(
        "indirect.named",
        r"SUBJECT (?<!TO) cue=V_CALLED clause=((?!PRONOUN)"
        r"(?=NP_AFTER [DETERMINER AS_WORD]) OBJECT)",
        "Farr called him a strategist.",
    ),
    Rule(
        "indirect.document",
        r"speaker=((?=(?:HEAD|START|LINK){0,9}? DOCUMENT)NP) INSERTION? GROUP cue=V_SHOWS~PASSIVE"
        r" clause=((?=[NOUN START PRONOUN]) CLAUSE)",
        "A new poll shows Vale ahead of Farr.",
    ),
    Rule(
        "indirect.owned-noun",
        r"speaker=(?:POSSESSIVE | START* HEAD{0,6} OWNER) [WORD NUMBER]{0,2} cue=REPORTING_NOUN"
        r" TIME? THAT clause=OWN_CLAUSE",
        "Vale’s claim that talks had failed was old.",
    ),
    Rule(
        "indirect.noun-first",
        r"^PREPOSITION START? cue=REPORTING_NOUN TIME? THAT clause=([^,]+) ,",
        "Despite complaints that it was late, the panel met.",
    ),
    Rule(
        "indirect.noun",
        r"cue=REPORTING_NOUN TIME? THAT (?![VERB&FINITE AUXILIARY]) clause=OWN_CLAUSE",
        "There was a rumour that he had left.",
    ),
    Rule(
        "indirect.by-source",
        r"^DATELINE clause=([^QUOTE]{3,}?) ,? cue=SOURCE speaker=NP_AFTER",
        "The bridge will close, according to the office.",
    ),
    Rule(
        "indirect.according-to",
        r"cue=SOURCE speaker=NP_AFTER .{0,29}? ,(?!COMMENTING | [ED ENDING][^,]{0,12},)"
        r" clause=BODY",
        "According to Farr, the bridge is shut.",
    ),
]
