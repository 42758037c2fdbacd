"""Phrases: what the rules' words in capitals stand for. letters.py says how patterns are written.

A definition that begins with a bracket is a class, that is, one letter. A language's file may have
its own definition of each.
"""

PHRASES = {
    # verbs, as what they may stand with says
    "SPEAKS": "[V_SAY V_BESIDE V_TELL]",  # said, shouted, told
    "REPORTS": "[V_SAY V_TELL V_CLAUSE]",  # said, told, believed: a clause may follow
    "FINITE": "[PAST PRESENT BASE]",
    "SAID": "[SPEAKS&FINITE~PASSIVE]",
    # how a verb is read: nouns, what is denied, passives
    "NOT_A_VERB": r"(?=VERB)(?:"
    r"(?<=[DETERMINER~THAT POSSESSIVE OWNER])VERB | (?<=DETERMINER)VERB~PAST"
    r"| (?<=PREPOSITION)(?<!AUXILIARY CIRCUMSTANCE)VERB~ING"
    r"| ^(?:VERB~PAST~ING) | (?<=[^AUXILIARY ADVERB PRONOUN CONJUNCTION ,)QUOTE\-PLURAL RELATIVE"
    r" TO])"
    r"(?<!NAMES AND_WORD NAMES )VERB&BASE(?! THAT | [:,]? QUOTE) | VERB&BASE(?=VERB&PRESENT))",
    "DENIED": "(?: DENIAL | (?<![VERB AUXILIARY PREPOSITION ED])NOBODY"
    " [HEAD START LINK PRONOUN DENIAL]{0,6} )"
    " [AUXILIARY ADVERB]* [V_SAY V_TELL](?!ASKS)",
    "BEEN": "BE [AUXILIARY ADVERB]* [VERB&PAST VERB&PARTICIPLE]",
    # noun phrases: before a verb, and after it
    "NAMES": "[NAME NICKNAME]",
    "HEAD": "[NOUN~TIME NICKNAME]",
    "START": "[DETERMINER POSSESSIVE QUANTIFIER]",
    "OPENING": "(?:START+ ADVERB?)?",
    "TIE": "LINK (?:PRONOUN | OPENING HEAD{1,8})",
    "PAIR": r"(?<=NAMES)[AND_WORD *](?=NAMES)HEAD{1,8}",
    "NP": "(?:NOBODY? PRONOUN | OPENING HEAD{1,12} (?:TIE | PAIR){0,4})",
    "NP_HEAD": "[HEAD DETERMINER POSSESSIVE LINK PRONOUN]",
    "GOES_ON": "[NOUN~TIME~PAST~ING NICKNAME]",
    "RUN": "(?: GOES_ON (?<!NAME ED) (?!(?<=ED)START) ){0,12}",
    "BIND": "(?:OF | (?<!NAME)BINDING) START* NOUN RUN",
    "NP_AFTER": "(?:PRONOUN (?!(?<=QUANTIFIER)NOUN~TIME)"
    " | START* (?:(?<=START)ADVERB)? [NOUN] RUN (?:BIND | PAIR){0,4})",
    "GROUP": "(?:[AUXILIARY ADVERB] | (?<=AUXILIARY)CIRCUMSTANCE | VERB(?=TO))*",  # has also (said)
    "WHEN": "(?:PREPOSITION? TIME)*",
    "INSERTION": r"(?: ,[^.;QUOTE]{1,30}, | \([^.;QUOTE]{1,30}\) | -[^.;QUOTE]{1,30}-)",
    "FILLER": "[NAME WORD NUMBER PREPOSITION PRONOUN ADVERB DETERMINER POSSESSIVE]",
    # attributions
    "SOURCE": "ACCORDING TO?",
    "NOTE": r"(?:\( NUMBER \) | RAISED)?",  # “We go,”[1] said Roth
    "TURNED": "SAID (?!THAT|SILENCE(?!NAME)) NP_AFTER",
    "SAYS": r"[,\-ADVERB]* (?:TURNED | NP INSERTION? GROUP SAID)",
    "NEXT": r"(?<=[ENDS_STOP ENDS_QUESTION]) [^QUOTE]{1,8} [,:] CAPITAL",  # belongs to what follows
    "PIECE": r"(?:^QUOTE | (?:(?<!NOUN)(?<!NOUN ,)TITLE | QUOTE~TITLE) (?!NEXT))",
    "DATELINE": r"(?:[NAMES NUMBER ,.()]{1,8} -)?",  # PORT ELLIS (AP) —
    "SAYS_WHO": r"NP INSERTION? GROUP SAID (?! [^QUOTE.]{0,6} [,:] QUOTE)",
    # "On Friday, Vale said in Ostmere": the opening is the writer's, unless a comma follows "said"
    "OPENED": r"(?:DETERMINER? TIME | [PREPOSITION ADVERB CONJUNCTION ENDING SUBORDINATOR])"
    r" [^AUXILIARY QUOTE VERB&FINITE]* , NP_AFTER INSERTION? GROUP SAID (?![,.])",
    # what English does not have, and other languages' files define
    "TURN_AUX": "(?!)",  # « … », a déclaré Roth
    "BARE_COMMA": "(?!)",  # Roth sagte, die Brücke sei zu
    "SOURCE_VERB": "(?!)",  # Laut Roth ist die Brücke zu
    # where a reported clause ends
    "ADDS": r"[ENDING&WORD ENDING&ADVERB ACCORDING]"
    r"| BUT(?!QUOTE|THAT|AUXILIARY) | RELATIVE(?! [^,]{1,24} , AUXILIARY~TO)",
    "SOMEBODY": "[NAME PRONOUN]",
    "AGAIN": "[V_SAY&FINITE V_CALL&FINITE]",
    "SOMEBODY_SAYS": "NP_AFTER (?:OF [START PRONOUN])? [V_SAY&PAST~PASSIVE V_SAY&PRESENT] "
    "[PRONOUN DETERMINER POSSESSIVE QUOTE COMPLEMENTIZER]",
    "CLOSING": r"(?: NP_AFTER INSERTION? GROUP [V_SAY&FINITE~PASSIVE V_TELL&FINITE~PASSIVE]"
    r"(?= $ | [.,;)\-PREPOSITION ADVERB TIME COMMENTING])"
    r"| [V_SAY&FINITE~PASSIVE] (?!PRONOUN) NP_AFTER (?= $ | [.,;]))",
    "ENDS_HERE": r"; | \.$ | [,\-] (?:ADDS | CLOSING) | , ADVERB? AGAIN | ,? CONJUNCTION ADVERB?"
    r" AGAIN"
    r"| (?:, CONTRAST? | ,? CONJUNCTION) SOMEBODY_SAYS",
    "HAS_VERB": "NP_AFTER ADVERB* [AUXILIARY~TO VERB&FINITE ED]",
    # a clause goes on to the next place that ENDS_HERE (matching.py looks for it), and
    "CLAUSE": r"(?!\.$|;) .",
    "OWN_CLAUSE": r"(?!\.$|;) .",  # is not followed by ", Farr said", or
    # is an object that says something: not "said nothing", "not authorised to discuss the matter"
    "OBJECT": r"(?=[NOUN~TIME START PRONOUN]) (?!PRONOUN [VERB ED AUXILIARY])"
    r" (?!THAT [VERB ED AUXILIARY])"
    r" (?! .{0,2}SAYING(?:[.,;]|$)) .",
    "ENDS_OBJECT": "ENDS_HERE | CIRCUMSTANCE | PREPOSITION [NOUN ADVERB]? TIME"
    " | , [VERB&FINITE AUXILIARY~TO] | , CONJUNCTION? HAS_VERB"
    r" | ,? CONJUNCTION ADVERB? [VERB&FINITE AUXILIARY ED PRONOUN]",
    "BODY": r"(?!\.$|;) . (?:(?!\.$|;) .)*",  # to the sentence's end
    "BETWEEN": "(?:FILLER~VERB){0,10}?",
}
