/** Why a room cannot be shown, in German. */
export const roomTroubles = {
  not_found: {
    title: "Diesen Raum gibt es nicht",
    about: "Vielleicht hat er eine andere Adresse, oder du bist nicht darin.",
  },
  forbidden: {
    title: "Dieser Raum ist für dich geschlossen",
    about: "Bitte jemanden darin, dich hereinzulassen.",
  },
  unreachable: {
    title: "Der Raum konnte nicht geöffnet werden",
    about: "Der Server antwortet nicht. Versuch es gleich noch einmal.",
  },
  removed: {
    title: "Du wurdest aus diesem Raum entfernt",
    about: "Jemand, der sich um ihn kümmert, hat das getan. Frag nach, wenn es ein Versehen war.",
  },
  banned: {
    title: "Du bist aus diesem Raum verbannt",
    about: "Du kannst zurückkommen, wenn jemand, der sich um ihn kümmert, den Bann aufhebt.",
  },
};
