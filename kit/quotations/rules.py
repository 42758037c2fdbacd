"""Rules for speakers and quoted pieces: each a named pattern with an example, tried in this order.

letters.py says how to read a pattern. SUBJECT stands for whoever a verb's subject is: the patterns
of SUBJECTS, tried in their order on the words before the cue. To add a rule, write it where a
surer one ends and a less sure one begins; the tests try every rule on its example.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule: its name, its pattern over letters, a sentence it matches, and who it needs."""

    name: str
    pattern: str
    example: str


# who speaks, given a verb: the words that end with the verb (its last letter)
SUBJECTS = [
    Rule(
        "speaker.quoted",
        r"QUOTES speaker=NP_AFTER AS_WORD VERB&ING",
        "She quoted her father as saying: “Work hard.”",
    ),
    Rule(
        "speaker.relative",
        r"speaker=RELATIVE GROUP [VERB ED]",
        "Farr, who called it “a gift”, left early.",
    ),
    Rule(
        "speaker.apposition",
        r"(?<![HEAD START~THAT LINK PREPOSITION ,])"
        r" (?!NUMBER ,) speaker=NP INSERTION GROUP [VERB~ING ED]",
        "Lena Farr, who led the panel for six years, said: “No.”",
    ),
    Rule(
        "speaker.inserted",
        r"(?!NUMBER ,) speaker=NP INSERTION GROUP [VERB~ING ED]",
        "In Velm, Lena Farr, the treasurer, said: “No.”",
    ),
    Rule(
        "speaker.before-verb",
        r"speaker=NP (?:PREPOSITION TIME)? GROUP (?:VERB~ING | (?<!UTTERANCE)VERB | ED)",
        "The union’s spokeswoman has also said: “No.”",
    ),
    Rule(
        "speaker.shared",
        r"speaker=NP GROUP [V_SAY&PAST~PASSIVE V_SAY&PRESENT] [^;]{0,40} [VERB ED]",
        "“No,” Vale said, adding that he was glad.",
    ),
    Rule(
        "speaker.shared-turned",
        r"[,QUOTE] [V_SAY&PAST~PASSIVE V_SAY&PRESENT] speaker=NP_AFTER [^;]{0,40} [VERB ED]",
        "“No,” said Vale, adding that he was glad.",
    ),
    Rule(
        "speaker.opening",
        r"^[CONJUNCTION ADVERB ()\-,*]* (?:[PREPOSITION SUBORDINATOR ENDING VERB&PAST]"
        r" [^,]{0,30},)?"
        r" speaker=NP_AFTER .*? [VERB ED]",
        "Vale smiled and added: “No.”",
    ),
]

PIECES = [
    Rule(
        "quote.turned-before",
        r"^[CONJUNCTION ADVERB ,]* cue=V_SAY&FINITE speaker=NP_AFTER INSERTION? [:,] quote=QUOTE",
        "Said Ines Holt: “We waited.”",
    ),
    Rule(
        "quote.after-comma",
        r"SUBJECT? cue=SPEAKS [^QUOTE.;SPEAKS]{0,12} , quote=QUOTE",
        "Holt told the panel, “We waited.”",
    ),
    Rule(
        "quote.after-colon-verb",
        r"SUBJECT? cue=SPEAKS [^QUOTE.;SPEAKS]{0,28} : quote=QUOTE (?!(?<=ENDS_COMMA)SAYS)",
        "Holt told the panel: “We waited.”",
    ),
    Rule(
        "quote.came-from",
        r"quote=PIECE ,? cue=(CAME START? ADVERB? NOUN ORIGIN) speaker=NP_AFTER",
        "“Resign,” came shouts from the gallery.",
    ),
    Rule(
        "quote.turned",
        r"quote=PIECE NOTE [,\-ADVERB]* TURN_AUX? cue=SAID (?!THAT|SILENCE(?!NAME))"
        r" (?!NP_AFTER AUXILIARY~TO) speaker=NP_AFTER",
        "“We waited,” said Ines Holt.",
    ),
    Rule(
        "quote.turned-pronoun",  # French: « Jamais », a-t-il répondu
        r"quote=PIECE ,? TURN_AUX speaker=PRONOUN cue=SAID",
        "",
    ),
    Rule(
        "quote.was-quoted",
        r"quote=PIECE NOTE ,? speaker=NP GROUP QUOTES (?:AGENT NP_AFTER)? AS_WORD cue=V_SAY&ING",
        "“It is over,” Vale was quoted as saying.",
    ),
    Rule(
        "quote.quoted-as",
        r"quote=PIECE NOTE ,? NP GROUP QUOTES speaker=NP_AFTER AS_WORD cue=V_SAY&ING",
        "“It is over,” the Courier quoted Vale as saying.",
    ),
    Rule(
        "quote.said-after",
        r"quote=PIECE NOTE [,\-ADVERB]* FILLER{0,4}? speaker=((?!THAT)NP) INSERTION? WHEN"
        r" GROUP cue=SAID",
        "“No,” the union’s spokeswoman has also said.",
    ),
    Rule(
        "quote.said-after-comma",
        r"quote=PIECE NOTE ,? speaker=NAME{1,3} , cue=SAID",
        "“The bridge is shut,” Belinda Lind, told the court.",
    ),
    Rule(
        "quote.called-by",
        r"cue=(V_CALL (?:[^QUOTE.;]{0,6} PREPOSITION)?) [^QUOTE.;]{0,6} quote=QUOTE AGENT"
        r" speaker=NP_AFTER",
        "The plan was described as “reckless” by the ombudsman.",
    ),
    Rule(
        "quote.called",
        r"SUBJECT cue=V_CALL quote=QUOTE~TITLE",
        "Farr called “weak” what others praised.",
    ),
    Rule(
        "quote.called-it",
        r"SUBJECT cue=V_CALL (?:FILLER~V_CALL){1,11} quote=QUOTE",
        "Farr called it “a gift”.",
    ),
    Rule(
        "quote.after-verb",
        r"SUBJECT cue=[SPEAKS V_CLAUSE&FINITE] (?:THAT | (?=[PREPOSITION ADVERB])FILLER{1,4} THAT?"
        r" | FILLER~DETERMINER THAT?)? quote=QUOTE~TITLE",
        "Holt added that “it was late.”",
    ),
    Rule(
        "quote.told",
        r"SUBJECT cue=V_TELL FILLER{0,5} THAT? quote=QUOTE~TITLE",
        "Holt told the panel that “it was late.”",
    ),
    Rule(
        "quote.from",
        r"(?:^|[\-:]) [^QUOTE,.:]{0,2} ORIGIN speaker=NP_AFTER cue=: quote=QUOTE",
        "From the report: “Samples were small.”",
    ),
    Rule(
        "quote.label",
        r"(?:^|[\-:]) speaker=NP cue=: quote=QUOTE",
        "Vale: “No deal.”",
    ),
    Rule(
        "quote.after-colon",
        r"^[CONJUNCTION ADVERB ()\-,*]* (?:[PREPOSITION SUBORDINATOR] [^,]{0,30},)?"
        r" speaker=(?:START* HEAD* OWNER(?=UTTERANCE) | (?!START* TIME)NP_AFTER) UTTERANCE?"
        r" [^QUOTE]*? cue=(?:BE [^BE QUOTE]{1,4}(?=:) | :) :? quote=QUOTE (?!(?<=ENDS_COMMA)SAYS)",
        "Amari was blunt: “No.”",
    ),
    Rule(
        "quote.dash",
        r"quote=QUOTE [\-:] speaker=((?=START? NAME)NP_AFTER) (?=$|[.,])",
        "“We will not sign.” — Ada Wren",
    ),
    Rule(
        "quote.by-source",
        r"quote=QUOTE ,? cue=SOURCE speaker=NP_AFTER",
        "“The roof is gone,” according to the mayor.",
    ),
    Rule(
        "quote.according-to",
        r"cue=SOURCE speaker=NP_AFTER [^QUOTE.;]{0,12} , quote=QUOTE",
        "According to Ms. Roth, “the roof is gone.”",
    ),
    Rule(
        "quote.unlisted-verb",
        r"speaker=(?: PRONOUN | START? NOUN{0,4} NAME) cue=WORD&ED~VERB , quote=CAPITAL~ENDS_COMMA",
        "And then she blurted, “I like old films.”",
    ),
    Rule(
        "quote.unlisted-after",
        r"quote=[ENDS_COMMA ENDS_QUESTION] speaker=(?: PRONOUN | START? NOUN{0,4} NAME)"
        r" cue=WORD&ED~VERB (?=[.,])",
        "“I like old films,” Ida burbled.",
    ),
]
