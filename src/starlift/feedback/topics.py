"""What a sentence speaks of: the matters that tell one signal, or one kind of answer, from another.

The patterns are written as `starlift.feedback.cues` explains. Matters carry no level: they tell which signal a
mechanism belongs to, whether the matter is technical or the speaker's own toil, and whether it is work at all.
"""

from __future__ import annotations

from collections.abc import Mapping

TOPICS: Mapping[str, str] = {
    "about_intake": """request+ ; queue+ ; ticket+ ; backlog ; intake ; inbox ; demand ; demands ; capacity ; slot+ ;
        priority ; priorities ; prioritise+ ; prioritisation ; urgent ; urgency ; interrupt+ ; interruptions ; wait ;
        waits ; waiting ; top # ; first ; came in ; come in ; comes in ; coming in ; overload+ ; workload ; asks ;
        questions ; questionnaire+ ; pile+ ; full ; rows ; pages ; lane+ ; hours ; mailbox ; channel ; volume ;
        planned ; emergencies ; emergency ; calls ; jobs ; orders ; desk ; list ; lists ; turn ; appointments ;
        bookings ; work in progress ; at once ; too many ; too much ; arrives ; arrive ; arrived ; work came ; new
        work ; ad hoc ; half day ; per week ; a week ; people days ; same day ; next day ; noise""",
    "about_risk": """risk+ ; ship ; shipped ; shipping ; ships ; launch+ ; release+ ; releasing ; go live ; went live
        ; exploit+ ; expose+ ; exposure ; harm ; what happens if ; worst case ; delay ; fix ; fixed ; fixing ; patch+
        ; finding+ ; accept+ ; acceptance ; block+ ; hold ; roll back ; rollback ; waiver+ ; exception+ ; consequence+
        ; damage ; leak+ ; affected ; what could ; what would ; hit ; attacker+ ; switch off ; switched off ; turn off
        ; turned off ; off until ; criteria ; open ; overdue ; slip ; breach ; stop sign ; dangerous ; danger ; safe ;
        unsafe ; safely ; limit the ; limited to ; flag ; feature flag ; mitigation+ ; mitigate+ ; compensating ;
        residual ; likelihood ; impact ; severity ; critical ; threat+ ; weakness ; hole ; flaw ; date ; go ahead ;
        monitor+""",
    "about_system": """meeting+ ; board ; sheet ; page ; form ; checklist ; owner+ ; dashboard+ ; report ; reports ;
        rota ; rule ; rules ; process ; processes ; template ; pack ; list ; register ; review+ ; calendar ; charts ;
        chart ; figures ; numbers ; metrics ; metric ; agenda ; slide+ ; role ; roles ; step ; procedure ; handbook ;
        line ; lines ; spreadsheet ; column ; columns ; field ; wall ; whiteboard ; diary ; planner ; plan ; cycle ;
        routine ; ritual ; forum ; committee ; deputy ; champions ; indicators ; colour ; definition ; decision log ;
        logbook ; playbook ; runbook ; manual ; guide""",
    "about_quarrel": """relationship ; relations ; trust ; trusted ; stakeholder+ ; partner+ ; director+ ; sales ;
        marketing ; product ; business ; legal ; vp ; ceo ; cto ; coo ; cfo ; head of ; lead ; leads ; manager ;
        managers ; team ; teams ; boss ; deputy ; finance ; owner ; executive+ ; commercial ; colleagues ; department
        ; side ; between ; each other ; politics ; pressure ; bonus ; quota ; promise ; date ; deal""",
    "technical": """token+ ; port ; ports ; payload+ ; endpoint+ ; header+ ; certificate+ ; cert ; certs ; hash ;
        hashes ; hashed ; kernel ; bootloader ; firmware ; buffer ; race condition ; query ; queries ; sql ; script+ ;
        scripted ; scripting ; parser ; parse+ ; api ; apis ; tls ; ssl ; ssh ; json ; xml ; yaml ; poc ; proof of
        concept ; library ; libraries ; dependency ; dependencies ; plugin+ ; config ; configuration ; regex ; cve ;
        cves ; cvss ; memory ; pointer+ ; thread+ ; cookie+ ; session ; sessions ; injection ; deserialisation ;
        sandbox ; container+ ; cluster+ ; kubernetes ; docker ; dns ; proxy ; firewall+ ; debug+ ; compile+ ; compiler
        ; merge+ ; repo ; repos ; repositories ; git ; commit+ ; encryption ; encrypted ; crypto ; cipher ; signature
        check ; private key ; keys ; key ; exploit+ ; bypass+ ; vulnerability ; vulnerabilities ; sast ; dast ; sca ;
        scanner+ ; pipeline+ ; ci ; cd ; oauth ; sso ; jwt ; saml ; ldap ; rce ; xss ; csrf ; ssrf ; overflow ;
        privilege ; root ; admin ; server ; servers ; database ; cache ; login ; password+ ; allowlist ; filter+ ;
        fuzz+ ; reproduce+ ; patched ; rebuilt ; code ; lines of code ; test case+ ; python ; java ; javascript ;
        linux ; windows ; cloud ; aws ; azure ; build server ; hardcoded ; nonce ; replay+ ; protocol ; packet+ ;
        traffic ; chip ; hardware ; version ; upgrade+ ; migrated""",
    "effort": """night ; nights ; weekend ; weekends ; evening ; evenings ; midnight ; overnight ; am ; overtime
        ; late into ; slept ; sleep ; sleeping ; exhausted ; tired ; myself ; by hand ; manually ; personally ; single
        handed ; single handedly ; on my own ; alone ; all night ; my holiday ; birthday ; anniversary ; kids ;
        straight hours ; round the clock ; around the clock ; stayed late ; stayed on ; stamina ; rescued ; saved the
        ; hours straight ; long hours ; long days ; pizza ; coffee ; drove in ; cleared it ; worked through ; took it
        on ; one by one ; each and every ; extra mile ; phone on ; gave up my ; hard work ; worked hard ; hardest ;
        dug in ; pulled it off ; heroic ; last minute ; before breakfast ; dedication ; until four ; on the train""",
    "work": """team ; teams ; manager ; managers ; engineer ; engineers ; engineering ; developer ; developers ;
        customer ; customers ; client ; clients ; service ; services ; release ; releases ; launch ; security ; report
        ; reports ; review ; reviews ; director ; directors ; project ; projects ; programme ; program ; product ;
        products ; user ; users ; system ; systems ; company ; bank ; department ; office ; meeting ; meetings ; audit
        ; auditors ; regulator ; supplier ; suppliers ; vendor ; vendors ; software ; app ; data ; code ; tickets ;
        backlog ; executives ; stakeholders ; staff ; hired ; colleagues ; colleague ; business ; boss ; budget ;
        deadline ; studio ; incident ; incidents ; bug ; bugs ; server ; servers ; group ; division ; lead ; leads ;
        squad ; squads ; requests ; architect ; analyst ; vp ; cto ; ciso ; coo ; cfo ; ceo ; board""",
    "pitch": """book a demo ; a demo ; pricing starts ; pricing ; our customers ; customers see ; customers report ;
        our platform ; free trial ; months free ; white paper ; contact us ; sign up ; subscribe ; discount+ ;
        discounts ; per developer ; buy now ; trusted by ; our product ; ask about our ; no obligation ; co pilot ;
        imagine a world ; download""",
}
"""Cue -> its patterns."""
