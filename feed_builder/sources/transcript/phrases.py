"""What people write above sections and before names, in the languages we know.

The one table to look in, and to add to. Everything is compared by letters alone, so
case, accents, spaces and punctuation do not matter here.
"""

from __future__ import annotations

from ...model import HighlightKind, SectionSpec

LESSONS = SectionSpec(
    key="lessons",
    title="Key lessons",
    kind=HighlightKind.LIST,
    headings=(
        *("key lessons", "key lesson", "lessons", "lessons learned", "lessons learnt"),
        *("key lessons learned", "key lessons learnt", "the lessons", "top lessons"),
        *("key takeaways", "key takeaway", "takeaways", "takeaway", "main takeaways"),
        *("key take aways", "take aways", "top takeaways", "takeaway points"),
        *("key points", "main points", "points", "key messages", "key insights"),
        *("key learnings", "learnings", "main lessons", "key ideas", "talking points"),
        *("what you'll learn", "what you will learn", "you will learn", "you'll learn"),
        *("what you'll learn in this episode", "what you will learn in this episode"),
        *("in this episode you'll learn", "in this episode you will learn"),
        *(
            "what we learned",
            "what we learnt",
            "what did we learn",
            "things we learned",
        ),
        *("summary of lessons", "key lessons and takeaways", "tips", "top tips"),
        # German
        *("wichtigste Erkenntnisse", "die wichtigsten Erkenntnisse", "Erkenntnisse"),
        *("wichtige Erkenntnisse", "Kernaussagen", "Lektionen", "Das lernst du"),
        *("wichtigste Lektionen", "Was wir gelernt haben", "Das nehmen wir mit"),
        *("Lehren", "die wichtigsten Punkte", "die wichtigsten Lektionen"),
        # French
        *("points clés", "les points clés", "à retenir", "ce qu'il faut retenir"),
        *("leçons", "leçons clés", "enseignements", "principales leçons"),
        *("les leçons", "ce que vous allez apprendre", "principaux enseignements"),
        # Spanish
        *("lecciones clave", "lecciones", "puntos clave", "ideas clave"),
        *("lo que aprenderás", "conclusiones", "aprendizajes", "lecciones aprendidas"),
        *("aprendizajes clave", "principales lecciones"),
        # Dutch
        *("belangrijkste lessen", "lessen", "geleerde lessen", "kernpunten"),
        *("belangrijkste punten", "wat je leert", "wat we leerden", "inzichten"),
        # Italian, Portuguese
        *("lezioni chiave", "punti chiave", "lezioni", "cosa imparerai"),
        *("principais lições", "lições", "pontos principais", "aprendizados"),
        # Danish, Norwegian, Swedish
        *("vigtigste pointer", "viktigste lærdommer", "viktigaste lärdomar"),
        *("lärdomar", "lærdommer", "læringspunkter", "viktiga punkter"),
        # Polish, Russian, Hebrew, Arabic, Japanese, Chinese, Korean
        *("najważniejsze wnioski", "wnioski", "ключевые выводы", "главные выводы"),
        *("תובנות", "לקחים", "الدروس المستفادة", "الدروس", "学び", "要点", "ポイント"),
        *("关键要点", "重点", "重點", "핵심 교훈", "핵심 포인트"),
    ),
)

LINKS = SectionSpec(
    key="links",
    title="Useful links",
    kind=HighlightKind.LINKS,
    headings=(
        *("useful links", "useful link", "links", "link", "helpful links", "weblinks"),
        *(
            "links mentioned",
            "links and resources",
            "resources and links",
            "show links",
        ),
        *(
            "links mentioned in this episode",
            "links from this episode",
            "episode links",
        ),
        *("resources", "resources mentioned", "useful resources", "helpful resources"),
        *("resources mentioned in this episode", "additional resources", "references"),
        *("mentioned in this episode", "mentioned on the show", "mentioned"),
        *("related links", "important links", "relevant links", "key links", "urls"),
        *("further reading", "further resources", "read more", "learn more", "sources"),
        *("more information", "further information", "find out more", "show notes"),
        *("shownotes", "episode notes", "connect", "where to find", "find us online"),
        *("links and show notes", "show notes and links", "recommended reading"),
        *("links and contacts", "links and contact", "contact", "contacts"),
        *("contact details", "social media", "socials", "follow us", "stay in touch"),
        # German
        *(
            "nützliche Links",
            "hilfreiche Links",
            "Links zur Folge",
            "Links zur Episode",
        ),
        *(
            "Quellen",
            "weiterführende Links",
            "erwähnte Links",
            "Ressourcen",
            "Verweise",
        ),
        *("weitere Links", "wichtige Links", "Links und Quellen", "Kontakt"),
        # French
        *("liens utiles", "liens", "ressources", "liens mentionnés", "références"),
        *("pour aller plus loin", "en savoir plus", "les liens", "notes de l'épisode"),
        # Spanish
        *(
            "enlaces útiles",
            "enlaces",
            "recursos",
            "enlaces mencionados",
            "referencias",
        ),
        *("enlaces de interés", "más información", "recursos mencionados"),
        # Dutch
        *(
            "nuttige links",
            "handige links",
            "bronnen",
            "genoemde links",
            "verwijzingen",
        ),
        *("interessante links", "meer informatie", "relevante links"),
        # Italian, Portuguese
        *("link utili", "risorse", "collegamenti", "riferimenti", "links úteis"),
        *("ligações úteis", "referências", "links mencionados", "recursos úteis"),
        # Danish, Norwegian, Swedish
        *("nyttige links", "nyttige lenker", "nyttiga länkar", "länkar", "lenker"),
        *("användbara länkar", "ressurser", "resurser", "ressourcer"),
        # Polish, Russian, Hebrew, Arabic, Japanese, Chinese, Korean
        *("przydatne linki", "linki", "полезные ссылки", "ссылки", "קישורים"),
        *(
            "קישורים שימושיים",
            "روابط مفيدة",
            "روابط",
            "リンク",
            "参考リンク",
            "関連リンク",
        ),
        *("链接", "相关链接", "連結", "相關連結", "링크", "유용한 링크"),
    ),
)

DRINK = SectionSpec(
    key="drink",
    title="Recommended drink",
    kind=HighlightKind.TEXT,
    headings=(
        *("recommended drink", "recommended drinks", "drink recommendation", "drink"),
        *("drinks", "drink of the week", "drink of the day", "drink of the episode"),
        *("drink recommendations", "recommended beverage", "favourite drink", "tipple"),
        *("favorite drink", "favourite drinks", "favourite tipple", "what to drink"),
        *("drink of choice", "suggested drink", "recommended tipple", "drink tip"),
        *("drinks recommendation", "drinks recommendations", "what we're drinking"),
        *("drink recommended", "recommends drinking", "recommended drink recipe"),
        *("what are you drinking", "what we drank", "cocktail of the week"),
        # German
        *("empfohlenes Getränk", "Getränkeempfehlung", "Getränk der Woche", "Getränk"),
        *("Getränketipp", "Lieblingsgetränk", "empfohlene Getränke", "Getränke"),
        *("Getränk der Folge", "Trinkempfehlung"),
        # French
        *(
            "boisson recommandée",
            "boisson",
            "boisson préférée",
            "boisson de la semaine",
        ),
        *("recommandation de boisson", "boissons recommandées", "boissons"),
        # Spanish
        *("bebida recomendada", "bebida", "bebida favorita", "bebida de la semana"),
        *("bebidas recomendadas", "bebidas", "recomendación de bebida"),
        # Dutch
        *("aanbevolen drankje", "drankje", "drankje van de week", "drankjes"),
        *("favoriete drankje", "drankadvies", "drankaanbeveling", "aanbevolen drank"),
        # Italian, Portuguese
        *("bevanda consigliata", "bevanda", "drink consigliato", "da bere"),
        *("bebida preferida",),
        # Danish, Norwegian, Swedish
        *("anbefalet drik", "anbefalt drikke", "rekommenderad dryck", "dryckestips"),
        # Polish, Russian, Hebrew, Arabic, Japanese, Chinese, Korean
        *("polecany napój", "рекомендуемый напиток", "напиток", "משקה מומלץ"),
        *("المشروب الموصى به", "おすすめの飲み物", "おすすめドリンク", "推荐饮品"),
        *("推薦飲料", "추천 음료"),
    ),
)

PICK = SectionSpec(
    key="pick",
    title="Pick of the week",
    kind=HighlightKind.TEXT,
    headings=(
        *("pick of the week", "picks of the week", "our picks", "picks", "pick"),
        *("pick of the day", "pick of the episode", "tip of the week"),
        *("Tipp der Woche", "Tipps der Woche", "coup de coeur", "tip van de week"),
        *("recomendación de la semana", "consiglio della settimana"),
    ),
)

BUILT_IN = (LESSONS, LINKS, DRINK, PICK)

#: Bare markers that part the talk. What follows the first kind is talk, the second not.
TALK_MARKERS = (
    *("main bit", "the main bit", "main part", "main section", "start of main bit"),
    *("begin main bit", "main bit starts", "start of transcript", "begin transcript"),
    *("transcript", "full transcript", "Transkript", "transcription", "transcripción"),
    *("transcriptie", "transcrizione", "Hauptteil", "partie principale"),
    *("parte principal", "hoofddeel"),
)
END_MARKERS = (
    *("end bit", "the end bit", "end of main bit", "end main bit", "main bit ends"),
    *("end of transcript", "end transcript", "end of interview", "closing bit"),
    *("end part", "Ende", "Ende des Hauptteils", "fin", "fin de l'entretien", "einde"),
    *("Schlussteil", "parte final", "partie finale", "slot"),
)

#: Words before a list of people, and the role they give.
HEADER_WORDS = {
    "host": (
        *("host", "hosts", "co-host", "co-hosts", "our host", "our hosts", "your host"),
        *("your hosts", "hosted by", "presenter", "presenters", "presented by"),
        *("moderator", "moderators", "the hosts", "show hosts", "show host"),
        *("Moderation", "Moderatoren", "Moderatorin", "Gastgeber", "Gastgeberin"),
        *("Gastgeberinnen", "Hosts der Folge"),
        *("animateur", "animateurs", "animatrice", "animatrices", "animé par", "hôte"),
        *("hôtes", "présentateur", "présentateurs", "présentatrice", "présenté par"),
        *("anfitrión", "anfitriones", "anfitriona", "anfitrionas", "presentador"),
        *("presentadores", "presentadora", "presentado por", "conduce", "conductor"),
        *("presentator", "presentatoren", "presentatie", "gastheer", "gastheren"),
        *("gastvrouw", "gepresenteerd door"),
        *("conduttore", "conduttori", "conduttrice", "condotto da", "apresentador"),
        *("apresentadores", "apresentadora", "anfitrião", "anfitriões"),
        *("vært", "værter", "programleder", "programledare", "värd", "värdar"),
        *(
            "vert",
            "verter",
            "prowadzący",
            "prowadząca",
            "ведущий",
            "ведущие",
            "ведущая",
        ),
        *("מנחה", "מנחים", "מגישים", "מגיש", "المضيف", "المضيفون", "المقدم", "تقديم"),
        *("司会", "ホスト", "主持", "主持人", "主播", "진행", "진행자", "호스트"),
    ),
    "guest": (
        *(
            "guest",
            "guests",
            "special guest",
            "special guests",
            "our guest",
            "featuring",
        ),
        *(
            "our guests",
            "today's guest",
            "today's guests",
            "interviewee",
            "interviewees",
        ),
        *("guest speaker", "guest speakers", "this week's guest", "the guest"),
        *("Gast", "Gäste", "Gästin", "zu Gast", "unser Gast", "unsere Gäste"),
        *("Gesprächspartner", "Interviewpartner", "heute zu Gast"),
        *("invité", "invités", "invitée", "invitées", "notre invité", "notre invitée"),
        *("nos invités",),
        *("invitado", "invitados", "invitada", "invitadas", "nuestro invitado"),
        *("gasten", "onze gast", "te gast", "onze gasten"),
        *("ospite", "ospiti", "convidado", "convidados", "convidada", "convidadas"),
        *("gæst", "gæster", "gjest", "gjester", "gäst", "gäster"),
        *("gość", "goście", "гость", "гости", "гостья"),
        *("אורח", "אורחת", "אורחים", "الضيف", "الضيوف", "ضيف", "ضيوف", "الضيفة"),
        *("ゲスト", "嘉宾", "嘉賓", "来宾", "게스트", "손님"),
    ),
    "": (
        *("speakers", "participants", "people", "panel", "panellists", "panelists"),
        *("Sprecher", "Teilnehmer", "Mitwirkende", "intervenants", "participantes"),
        *("deelnemers", "sprekers", "relatori", "cast", "with", "mit", "avec", "con"),
        *(
            "deltagere",
            "deltagare",
            "участники",
            "משתתפים",
            "المشاركون",
            "出演",
            "参与者",
        ),
    ),
}

#: What stands where a name or an entry is still to be written.
PLACEHOLDERS = frozenset(
    {
        *("tbc", "tba", "tbd", "none", "na", "nobody", "noone", "xxx", "xx", "todo"),
        *(
            "name",
            "names",
            "guestname",
            "hostname",
            "yourname",
            "insertname",
            "unknown",
        ),
        *("nameofguest", "guestnamehere", "namehere", "tobeconfirmed", "tobeannounced"),
        *(
            "keiner",
            "keine",
            "niemand",
            "offen",
            "aucun",
            "aucune",
            "ninguno",
            "ninguna",
        ),
        *(
            "geen",
            "nessuno",
            "nenhum",
            "ingen",
            "brak",
            "нет",
            "なし",
            "无",
            "無",
            "없음",
        ),
        "",
    }
)

#: Between the names of people.
CONJUNCTIONS = frozenset(
    {
        *("and", "und", "et", "en", "og", "och", "ja", "with", "mit", "avec", "con"),
        *("sowie", "i", "e", "y", "&", "+", "и", "و", "plus", "und", "as", "well"),
    }
)

#: Little words inside surnames; initials may leave them out.
PARTICLES = frozenset(
    {
        *("da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos"),
        *("du", "el", "la", "le", "les", "van", "von", "vom", "zu", "zum", "zur", "af"),
        *(
            "av",
            "ter",
            "ten",
            "bin",
            "ibn",
            "al",
            "ben",
            "bat",
            "st",
            "san",
            "dal",
            "op",
        ),
        *("het", "y", "e", "und", "ap", "mac", "of"),
    }
)

#: Before and after names; never part of the initials.
TITLES = frozenset(
    {
        *("dr", "prof", "professor", "sir", "dame", "lord", "lady", "mr", "mrs", "ms"),
        *("miss", "mx", "rev", "hon", "herr", "frau", "mme", "mlle", "ing", "dipl"),
        *(
            "phd",
            "md",
            "mba",
            "jr",
            "sr",
            "ii",
            "iii",
            "iv",
            "obe",
            "mbe",
            "cbe",
            "esq",
        ),
    }
)

#: Words that describe a person and are not part of the name.
JOBS = frozenset(
    {
        *("head", "director", "ceo", "cto", "cio", "cfo", "coo", "founder", "author"),
        *("co-founder", "cofounder", "manager", "chief", "editor", "president", "vp"),
        *("engineer", "developer", "consultant", "analyst", "coach", "writer", "host"),
        *("designer", "architect", "researcher", "journalist", "owner", "partner"),
        *("officer", "lead", "leader", "chair", "chairman", "expert", "specialist"),
        *("ltd", "inc", "gmbh", "limited", "university", "council", "institute"),
        *("leiter", "leiterin", "autor", "autorin", "directeur", "directrice"),
    }
)

#: Labels that name no one but are no mistake.
COMMON_VOICES = frozenset(
    {
        *("announcer", "narrator", "voiceover", "all", "both", "everyone", "everybody"),
        *("audience", "interviewer", "interviewee", "producer", "unknown", "together"),
        *("sprecher", "sprecherin", "alle", "beide", "narrateur", "tous", "todos"),
        *("host", "guest", "cohost", "moderator", "gast", "gastgeber", "caller"),
        *(
            "speaker",
            "unknownspeaker",
            "malespeaker",
            "femalespeaker",
            "hosts",
            "guests",
        ),
    }
)

#: Words before a colon that are no one's name, however often they come.
NOT_SPEAKERS = frozenset(
    {
        *("ps", "pps", "nb", "fyi", "eg", "ie", "tldr", "tl", "note", "notes", "todo"),
        *("tip", "warning", "update", "edit", "http", "https", "mailto", "ftp", "www"),
        *(
            "step",
            "level",
            "part",
            "chapter",
            "title",
            "date",
            "time",
            "duration",
            "re",
        ),
        *("music", "sponsor", "example", "source", "topic", "remember", "important"),
        *("hint", "rule", "lesson", "point", "model", "option", "version", "email"),
        *("tel", "phone", "web", "website", "twitter", "linkedin", "episode", "aka"),
        *("hinweis", "beispiel", "achtung", "zb", "remarque", "exemple", "nota", "vs"),
        *("ejemplo", "voorbeeld", "summary", "question", "recorded", "published"),
    }
)

#: Two-letter words that initials written like words ("So:") must not be taken for.
LITTLE_WORDS = frozenset(
    {
        *("a", "an", "am", "as", "at", "be", "by", "do", "go", "he", "hi", "i", "if"),
        *("in", "is", "it", "la", "le", "me", "my", "no", "of", "oh", "ok", "on", "or"),
        *("so", "to", "up", "us", "we", "ya", "all", "and", "but", "not", "now", "yes"),
        *("das", "der", "die", "du", "er", "es", "ja", "wo", "ah", "eh", "um", "uh"),
    }
)

#: First words of bracketed directions: "[laughs]", "(applause)". A gap, "[inaudible]",
#: is none: it stands for talk.
SOUNDS = frozenset(
    {
        *("laughs", "laugh", "laughing", "laughter", "chuckles", "chuckle", "giggles"),
        *("music", "applause", "silence"),
        *("pause", "pauses", "long", "sighs", "sigh", "coughs", "cough", "sneezes"),
        *("cheering", "cheers", "clapping", "noise", "sings", "singing", "whispers"),
        *("jingle", "beep", "bleep", "gasps", "groans"),
        *("lacht", "lachen", "gelächter", "musik", "rires", "rire", "musique", "risas"),
        *("música", "gelach", "muziek", "applaus", "applaudissements", "aplausos"),
    }
)
