"""Words that mean the same to whoever searches: a sport and its club's word, a thing and its other name.

What is here is general Swedish. A city's list begins with them; what it makes of them
stands in the database (`registry/city/synonyms`).
"""

_GROUPS = """
segling segelsallskap segelklubb segelforening seglare / simning simklubb simsallskap simforening simskola simmare /
ridning ridklubb ridskola ridsallskap ryttarforening ryttare / brottning brottarklubb brottare /
skidakning skidklubb skidor skidforening / cykling cykelklubb cykel cyklister /
orientering orienteringsklubb / friidrott friidrottsklubb friidrottsforening /
gymnastik gymnastikforening gymnastikklubb gympa / fotboll fotbollsforening fotbollsklubb /
handboll handbollsklubb handbollsforening / ishockey hockey ishockeyklubb / bordtennis pingis /
kanot kanotklubb paddling / bagskytte pilbage / dans dansforening danssallskap / sang sangkor korsang /
teater amatorteater teaterforening / foto fotograf fotoklubb / odling odlare koloni /
biodling biodlare biodlarforening /
jakt jagare jaktklubb / fiske sportfiske fiskeklubb / scout scoutkar scouting /
pensionar senior seniorer aldre /
ungdom unga ungdomar / kvinna kvinnor kvinno / flykting nyanland nyanlanda asyl / laxhjalp laxlasning studiestod /
sprakkafe sprakcafe / kafe cafe / hembygd hembygdsforening bygdegard / funktionshinder funktionsnedsattning
funktionsratt handikapp / nykterhet nykterhetsforbund / kyrka forsamling / hund hundklubb brukshundklubb /
kampsport budo karate /
golf golfklubb / tennis tennisklubb / schack schacksallskap schackklubb / judo judoklubb / musik musikforening
musiksallskap / konst konstforening / film filmstudio / sprak sprakforening / motor motorklubb / bat batklubb /
lokalhistoria hembygdsforening / missbruk beroende / anhorig anhoriga narstaende / invandrare integration /
skola utbildning / flygklubb flyg
"""
GROUPS = tuple(group.split() for group in _GROUPS.split("/"))
