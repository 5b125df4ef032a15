/** What is said where the first admin comes in, in German. */
export const setup = {
  setUp: {
    about: "Du wirst hier Admin. Alle anderen kommen nach dir.",
    action: "Parley einrichten",
    done: "Parley ist eingerichtet",
    doneAbout: "Dieser Link hat seine Arbeit getan. Melde dich an, um weiterzumachen.",
    token: "Einrichtungs-Link oder Token",
    tokenHint: "Der ganze Link, oder was der Server in SETUP_TOKEN hat.",
  },
  notSetUp: {
    title: "Dieses Parley ist noch nicht eingerichtet",
    about: "Vor seinem ersten Admin kommt niemand hinein.",
    how: "Ist es deins? Öffne seinen Einrichtungs-Link",
    terminal: "In einem Terminal gestartet, zeigt Parley den Link dort.",
    task: "Neben einem laufenden Server gibt das einen aus:",
    token: "Ein Host ohne Terminal gibt stattdessen ein eigenes Token mit:",
    enter: "Link oder Token eingeben",
    visitor: "Ist es nicht deins? Komm später wieder.",
  },
};
