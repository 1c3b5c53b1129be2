"""Words by which a name is known, and capitalised words that are no names of people or companies."""

from __future__ import annotations

from starlift.feedback.words import word_set

TITLES = word_set("mr mrs ms dr prof professor herr frau madame sister")
"""Forms of address: what follows is a person."""

ROLES = word_set(
    """engineer developer architect analyst reviewer colleague mentee junior senior manager boss deputy ciso cto ceo
    cfo coo cio predecessor successor intern apprentice consultant contractor counterpart peer friend teammate hire
    officer tester pentester designer director assistant programmer coder specialist auditor lawyer"""
)
"""People in the singular. After a determiner or possessive a name may follow at once: "my engineer Ilse"."""
LOOSE_ROLES = word_set(
    "engineers reports lead leads head owner vp president chair champion person woman man guy them mine"
)
"""After these a name follows a comma or "called" only: "one of my engineers, Ilse, had"."""
DETERMINERS = word_set("my our a an the his her their its your one another this that new senior junior staff 's")

TOLD = word_set(
    """asked told coached mentored hired promoted thanked persuaded convinced trusted reminded shadowed briefed
    interviewed replaced invited onboarded inviting invite ask asking tell telling
    coaching mentoring hire hiring promoting shadowing"""
)
"""A name that follows may be a person."""
BESIDE = word_set("with beside and to from by was")
"""The same, more weakly."""
SAYS = word_set(
    """said says asked told wrote replied felt laughed agreed thinks thought knew wanted refused objected argued
    complained admitted decided sat read was is had has now runs ran led left got came went took made hated loved did
    does didn't wasn't nodded cried explained offered suggested volunteered"""
)
"""A name before may be a person."""
SPEAKS = word_set(
    """said says asked told wrote replied felt laughed agreed thinks thought knew wanted refused objected argued
    complained admitted decided nodded cried explained offered suggested volunteered resigned retired apologised"""
)
"""What only people do; a first and a last name before it are a person's."""
CAME_OR_WENT = word_set("left joined")
"""The same, where "us", "me", "my" or "our" follows."""
PRONOUNS = word_set("he she him her his hers himself herself")

FIRMS = word_set(
    "company firm employer startup start-up vendor supplier competitor retailer insurer bank airline agency"
)
"""A name that follows in "our supplier X" or "a company called X" is a company's."""
CUSTOMERS = word_set("customer client tenant")
"""A name that follows is a customer's."""
EMPLOYED = word_set(
    """work worked working works job role time years months career engineer manager director head ciso cto cio ceo
    security team lead architect analyst employed started stint life days consultant contractor"""
)
"""Words before "at" by which a company follows."""
BEING = word_set("was am i'm were been while be")
"""Words before "at" by which a company follows in "when I was at X"."""
HEADS = word_set("ceo ciso cto cfo cio founder")
"""People before "of" by which a company follows."""
HIRED_BY = word_set("work worked working works consulted consulting contracted freelanced")
"""Words before "for" by which a company follows."""
SUFFIXES = word_set(
    "Inc Ltd LLC GmbH AG PLC plc Corp Corporation Limited BV NV AB Oy Oyj ApS SAS SpA Pty KG SARL LLP KGaA"
)
"""Legal forms, as they are written."""

CALENDAR = word_set(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays christmas easter advent ramadan diwali eid thanksgiving halloween god earth
    internet english german french spanish italian dutch polish portuguese swiss swedish european american british
    indian chinese japanese irish scottish welsh europe germany france spain italy england britain poland portugal
    canada america india china japan ireland scotland wales africa asia brazil london paris berlin"""
)

TOOLS = word_set(
    """jira slack github gitlab confluence notion jenkins docker kubernetes terraform snyk vanta burp wiz looker
    python java kotlin rust go javascript typescript windows linux android ios macos azure aws excel word powerpoint
    outlook teams zoom sharepoint servicenow splunk datadog grafana postgres mysql redis kafka bigquery snowflake
    tableau dependabot codeql checkmarx sonarqube hackerone bugcrowd okta vault discord trello asana miro figma
    cloudfront cloudflare modbus flask django react node spring bluetooth wifi google microsoft chrome firefox
    salesforce zendesk hubspot power bi log4j openssl apache nginx lego facetime youtube whatsapp telegram semgrep"""
)
"""Products that many use; as an employer they are companies all the same."""

HOUSE = word_set(
    """product products security platform platforms engineering billing checkout storage payments payment sales
    marketing finance legal procurement purchasing operations support audit compliance risk quality research data
    digital infrastructure identity mobile web cloud core network networks commerce logistics warehouse facilities
    estates stores talent acquisition people culture communications office programme program project portfolio
    department ministry government council committee board group division services service systems system team
    squad tribe guild chapter area region regional global local national state federal public private internal
    external customer customers client clients success experience growth search ads catalogue catalog onboarding
    rostering scheduling reporting analytics integration integrations release releases change changes intake triage
    incident incidents response detection vulnerability appsec devops sre leadership management executive executives
    director directors deputy principal staff senior junior head manager engineer engineers lead architect analyst
    officer chief president vice secretary inspector general administrator assistant sister minister professor
    connected vehicle mobility terminals card cards authorisation authorization customs declarations revenue
    protection supply chain content application applications architecture assurance design review reviews action
    actions situation task result results outcome outcomes context challenge impact recommendation timeline note
    notes principle grade level critical high medium low checklist dashboard dashboards backlog register policy
    standard standards guide wiki handbook readme agile scrum kanban sprint black week peak cyber day days morning
    nobody everybody everyone somebody someone anyone anybody nothing everything something one two three four five
    six seven eight nine ten both all most many some few several none each either neither others another people
    users developers patients passengers players teachers nurses doctors"""
)
"""Departments, titles and everyday words that are written with a capital and name nobody."""

OPENERS = word_set(
    """
    i'd i'm i've i'll we'd we're we've we'll they'd they're he'd don't didn't wasn't that'd there'd
    the a an and or but so if then than when while where which who whom what why how i we you he she it they my our
    your his her its their this that these those there here not no yes yeah well now once after before since because
    although though as at in on by for from to with without of about over under into during until through against
    between first second third next last finally later again also even still only just our ours mine us me him them
    okay ok um uh er oh right look honestly frankly basically actually perhaps maybe sometimes often never always
    every any such same very too more less much other own"""
)
INITIALS = word_set(
    """ceo cto cfo coo cio ciso cmo cco cpo dpo vp svp evp gm hr it qa ot soc noc pmo npm eu usa uk api sla okr kpi mvp
    poc ga ci devops ot sre iso nist owasp pci gdpr"""
)
"""Short forms that name no company."""
NO_NAMES = CALENDAR | HOUSE | OPENERS
"""Capitalised words that are never taken for a name by themselves."""
