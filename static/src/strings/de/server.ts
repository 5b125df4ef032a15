/** What the server says in English, and the same in German; groups are put in. */
const SAID: readonly [RegExp, string][] = [
  [
    /^(\w+): found no room named "(.*)" that you can read\.$/,
    "$1: keinen Raum namens „$2“ gefunden, den du lesen kannst.",
  ],
  [/^(\w+): found nobody named "(.*)"\.$/, "$1: niemanden namens „$2“ gefunden."],
  [/^(\w+): takes a day like (\S+), not "(.*)"\.$/, "$1: braucht einen Tag wie $2, nicht „$3“."],
  [/^(\w+): needs a day like (\S+)\.$/, "$1: braucht einen Tag wie $2."],
  [/^has: takes (.*) or (\w+), not "(.*)"\.$/, "has: kennt $1 und $2, nicht „$3“."],
  [/^has: needs (.*) or (\w+)\.$/, "has: braucht $1 oder $2."],
  [
    /^(\w+): needs a (?:name|room), like (.*) or (.*)\.$/,
    "$1: braucht einen Namen, wie $2 oder $3.",
  ],
  [
    /^A minus goes before .* not before (\w+):\.$/,
    "Ein Minus steht vor einem Wort, nicht vor $1:.",
  ],
  [/^A search may have at most (\d+) characters\.$/, "Eine Suche hat höchstens $1 Zeichen."],
  [/^A search may have at most (\d+) words\.$/, "Eine Suche hat höchstens $1 Wörter."],
  [
    /^Say what to look for: .*$/,
    'Sag, was du suchst: ein Wort, eine "Wortfolge", from:Name, in:Raum oder has:link.',
  ],
  [/^You search too often\. .*$/, "Du suchst zu oft. Warte eine Sekunde."],
  [
    /^The file is called a picture, and is none\.$/,
    "Die Datei heißt wie ein Bild und ist keines.",
  ],
  [
    /^The picture cannot be read: .*$/,
    "Das Bild kann nicht gelesen werden: Es ist beschädigt oder unvollständig.",
  ],
  [
    /^The picture has too many pixels: .*$/,
    "Das Bild hat zu viele Pixel: höchstens 64 Millionen.",
  ],
  [
    /^The animation is too long: at most (\d+) frames, and (\d+) million .*$/,
    "Die Animation ist zu lang: höchstens $1 Einzelbilder, mit zusammen $2 Millionen Pixeln.",
  ],
  [
    /^Looking at the picture takes too long\..*$/,
    "Das Bild braucht zu lange. Sende es mit weniger Pixeln.",
  ],
  [
    /^Too many pictures come in right now\..*$/,
    "Gerade kommen zu viele Bilder. Versuche es gleich noch einmal.",
  ],
  [
    /^Too many people search right now\..*$/,
    "Gerade suchen zu viele. Versuche es gleich noch einmal.",
  ],
  [
    /^Pictures cannot be taken in right now\..*$/,
    "Gerade können keine Bilder angenommen werden. Versuche es später noch einmal.",
  ],
  [/^The file is empty\.$/, "Die Datei ist leer."],
  [/^A file may have at most (\d+) bytes\.$/, "Eine Datei hat höchstens $1 Byte."],
  [
    /^Your files would have more than (\d+) bytes\..*$/,
    "Deine Dateien hätten zusammen mehr als $1 Byte. Lösche zuerst welche.",
  ],
  [
    /^You change too much at once\..*$/,
    "Du änderst zu viel auf einmal. Warte einen Moment.",
  ],
  [
    /^Too much is changed from your address\..*$/,
    "Von deiner Adresse aus wird zu viel geändert. Warte einen Moment.",
  ],
  [
    /^Guests cannot make rooms here\..*$/,
    "Gäste können hier keine Räume erstellen. Erstelle dafür ein Konto.",
  ],
  [
    /^You write more than this server can keep\..*$/,
    "Du schreibst mehr, als dieser Server aufheben kann. Warte eine Weile.",
  ],
  [
    /^The server is running out of space, so guests .*$/,
    "Dem Server geht der Platz aus. Gäste können vorerst nichts schreiben.",
  ],
  [
    /^The server is running out of space, so nobody .*$/,
    "Dem Server geht der Platz aus. Vorerst kann niemand schreiben.",
  ],
  [/^The lobby cannot be deleted\.$/, "Die Lobby kann nicht gelöscht werden."],
  [/^Only a direct room can be hidden\.$/, "Nur ein direktes Gespräch kann ausgeblendet werden."],
  [/^A direct room cannot be deleted\.$/, "Ein direktes Gespräch kann nicht gelöscht werden."],
  [/^You make too many rooms\..*$/, "Du erstellst zu viele Räume. Warte eine Weile."],
  [
    /^You write to too many new people\..*$/,
    "Du schreibst zu vielen neuen Leuten. Warte eine Weile.",
  ],
  [/^You send too many files\..*$/, "Du sendest zu viele Dateien. Warte eine Weile."],
  [/^The server has no room for this file\.$/, "Auf dem Server ist kein Platz für diese Datei."],
  [/^Only these kinds may be sent: (.*)\.$/, "Nur diese Arten können gesendet werden: $1."],
  [/ must be at least (\d+) characters\.?$/, " braucht mindestens $1 Zeichen."],
  [/ must be at most (\d+) characters\.?$/, " hat höchstens $1 Zeichen."],
  [
    / must be 2 to 32 letters .*$/,
    " besteht aus 2 bis 32 Buchstaben a bis z, Ziffern, Punkten, - oder _.",
  ],
  [/ must not be empty.*$/, " darf nicht leer sein."],
  [/ must not have control or invisible characters\.?$/, " darf keine unsichtbaren Zeichen haben."],
  [
    / must not have more than 4 marks on a letter\.?$/,
    " darf höchstens 4 Zeichen auf einem Buchstaben haben.",
  ],
  [/ must not mix letters of several scripts\.?$/, " darf nicht mehrere Schriften mischen."],
  [
    / must not be a name, even with signs around it\.$/,
    " darf kein Name sein, auch nicht mit Zeichen darum.",
  ],
  [
    / must not be one that everybody tries first\.$/,
    " darf keines sein, das alle zuerst versuchen.",
  ],
  [
    /^This name is taken.*$/,
    "Dieser Name ist vergeben oder sieht einem anderen zu ähnlich. Nimm einen anderen.",
  ],
  [/^This user name is taken.*$/, "Dieser Benutzername ist vergeben. Nimm einen anderen."],
  [
    /^Guests are not let in here\..*$/,
    "Gäste werden hier nicht eingelassen. Melde dich an oder erstelle ein Konto.",
  ],
  [/^To sign up here, .*$/, "Um hier ein Konto zu erstellen, öffne eine Einladung, die noch gilt."],
  [/^Nobody can sign up here\.$/, "Hier kann niemand ein Konto erstellen."],
  [/^This account is disabled\..*$/, "Dieses Konto ist gesperrt. Frag einen Admin."],
  [
    /^This link has been used or has expired\..*$/,
    "Dieser Link wurde verwendet oder ist abgelaufen. Bitte um einen neuen.",
  ],
  [
    /^This set-up link or token is not whole, .*$/,
    "Dieser Link oder dieses Token ist nicht vollständig, wurde verwendet oder ist abgelaufen. " +
    "`deno task account setup` gibt einen neuen Link aus.",
  ],
  [
    /^This Parley is not set up yet\..*$/,
    "Dieses Parley ist noch nicht eingerichtet. Es öffnet, wenn sein erster Admin das getan hat.",
  ],
  [/^That invite has expired\..*$/, "Diese Einladung ist abgelaufen. Bitte um eine neue."],
  [/^The current password is wrong\.$/, "Das jetzige Passwort stimmt nicht."],
  [
    /^Connections of yours that do not read .*$/,
    "Verbindungen von dir, die nicht lesen, wurden getrennt und sind noch offen. Schließe sie zuerst.",
  ],
  [/^You cannot write to each other\.$/, "Ihr könnt euch nicht schreiben."],
  [
    /^This page may not use Parley from another site\..*$/,
    "Diese Seite darf Parley nicht von einer anderen Website aus benutzen. Ist es die eigene, muss der Betreiber PUBLIC_URL setzen.",
  ],
  [
    /^This server does not go by that name\..*$/,
    "Dieser Server heißt nicht so. Der Betreiber kann PUBLIC_URL auf die Adresse setzen, die Leute öffnen.",
  ],
  [/^This session has ended\..*$/, "Diese Sitzung ist beendet. Melde dich wieder an."],
  [
    /^This room is slow: one message every (\d+) s\.$/,
    "Dieser Raum ist langsam: eine Nachricht alle $1 s.",
  ],
  [/^You edit too often\..*$/, "Du bearbeitest zu oft. Warte einen Moment."],
  [
    /^This room is slow: one edit every (\d+) s\.$/,
    "Dieser Raum ist langsam: eine Bearbeitung alle $1 s.",
  ],
  [/^This room is archived\.$/, "Dieser Raum ist archiviert."],
];

/** What the server said, in German, as far as it is known. */
export function inGerman(message: string): string | undefined {
  const known = SAID.find(([pattern]) => pattern.test(message));
  return known && message.replace(...known);
}
